import type { Policy } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import type { Things } from '@tessera/words';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState, RefusedState } from '../app/states.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { useAccessData } from './use-access-data.ts';
import { type Draft, useDraft } from './use-draft.ts';
import { useThings } from './use-things.ts';

/** What every part of a page of rules gets. */
export interface RulesPart {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly organisation: OrganisationAnswer;
  readonly members: readonly OutMember[];
  /** The reader also manages people. */
  readonly people: boolean;
  readonly saved: Policy;
  readonly draft: Draft;
  readonly things: Things;
}

/** A page of rules: refused, failed or still loading, and with everything there its content. */
export function RulesFrame({
  ws,
  title,
  wide = false,
  children,
}: {
  readonly ws: string;
  /** While it loads; the content makes a page of its own. */
  readonly title: string;
  readonly wide?: boolean;
  readonly children: (part: RulesPart) => ReactNode;
}) {
  const { t } = useTranslation();
  const { workspace, rules, people, schema, members, organisation, policy, error, retry } =
    useAccessData(ws);
  if (workspace && !rules) return <RefusedState right="managePolicy" />;
  if (schema && members && organisation && policy)
    return (
      <Drafted
        ws={ws}
        schema={schema}
        members={members}
        organisation={organisation}
        people={people}
        saved={policy}
      >
        {children}
      </Drafted>
    );
  if (error) return <FailedState error={error} onRetry={retry} />;
  return (
    <Page title={title} wide={wide}>
      <SkeletonLines count={5} height="h-16" label={t('common.loading')} />
    </Page>
  );
}

function Drafted({
  children,
  ...loaded
}: Omit<RulesPart, 'draft' | 'things'> & {
  readonly children: (part: RulesPart) => ReactNode;
}) {
  const { ws, schema, organisation, members, saved } = loaded;
  const draft = useDraft(ws, saved);
  const things = useThings(ws, schema, organisation, members);
  return children({ ...loaded, draft, things });
}
