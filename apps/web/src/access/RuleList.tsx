import type { Policy } from '@tessera/model';
import { type LucideIcon, Plus } from 'lucide-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import { Page } from '../app/Page.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { BackToRoles } from './BackToRoles.tsx';
import { RuleCard, type RuleWords } from './RuleCard.tsx';
import type { RulesPart } from './RulesFrame.tsx';
import { SaveBar } from './SaveBar.tsx';

/** What the form of a rule gets. */
export interface RuleFormProps<R, S = R>
  extends Pick<RulesPart, 'ws' | 'schema' | 'organisation' | 'members' | 'things'> {
  /** The rule as it is, or a fresh one. */
  readonly start: S;
  readonly onDone: (rule: R) => void;
  readonly onClose: () => void;
}

/** A page of rules of one kind: what they say, a form that makes and changes them, and the bar that saves. */
export function RuleList<R extends { readonly id: string }, S extends { readonly id: string } = R>({
  part,
  Icon,
  title,
  text,
  words,
  rules,
  describe,
  may,
  fresh,
  Form,
  put,
  remove,
  children,
}: {
  readonly part: RulesPart;
  readonly Icon: LucideIcon;
  readonly title: ReactNode;
  readonly text: string;
  readonly words: { readonly add: string; readonly none: string; readonly noneText: string };
  readonly rules: readonly R[];
  readonly describe: (rule: R) => RuleWords;
  /** What can be done to a rule here; everything when absent. */
  readonly may?: (rule: R) => { readonly edit: boolean; readonly remove: boolean };
  /** A rule to begin with; null where there is nothing it could be about. */
  readonly fresh: (() => S) | null;
  readonly Form: ComponentType<RuleFormProps<R, R | S>>;
  readonly put: (policy: Policy, rule: R) => Policy;
  readonly remove: (policy: Policy, id: string) => Policy;
  /** Above the list. */
  readonly children?: ReactNode;
}) {
  const { draft } = part;
  const [open, setOpen] = useState<R | S | null>(null);
  return (
    <Page
      title={title}
      text={text}
      above={<BackToRoles ws={part.ws} />}
      actions={
        fresh && (
          <Button
            kind="primary"
            icon={<Plus size={15} aria-hidden />}
            onClick={() => setOpen(fresh())}
          >
            {words.add}
          </Button>
        )
      }
    >
      {rules.length === 0 && (
        <EmptyState icon={<Icon size={20} aria-hidden />} title={words.none}>
          {words.noneText}
        </EmptyState>
      )}
      {children}
      <ul className="flex flex-col gap-2">
        {rules.map((rule) => {
          const { edit, remove: goes } = may?.(rule) ?? { edit: true, remove: true };
          return (
            <RuleCard
              key={rule.id}
              {...describe(rule)}
              Icon={Icon}
              onEdit={edit ? () => setOpen(rule) : undefined}
              onRemove={goes ? () => draft.edit((now) => remove(now, rule.id)) : undefined}
            />
          );
        })}
      </ul>
      {open && (
        <Form
          key={open.id}
          {...part}
          start={open}
          onClose={() => setOpen(null)}
          onDone={(rule) => {
            draft.edit((now) => put(now, rule));
            setOpen(null);
          }}
        />
      )}
      <SaveBar ws={part.ws} draft={draft} things={part.things} />
    </Page>
  );
}
