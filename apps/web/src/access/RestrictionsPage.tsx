import type { Restriction } from '@tessera/model';
import { describeRestriction } from '@tessera/words';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Help } from './Help.tsx';
import { LockForm } from './LockForm.tsx';
import { makeId } from './make-id.ts';
import { RuleList } from './RuleList.tsx';
import { RulesFrame, type RulesPart } from './RulesFrame.tsx';
import { putRestriction, removeRestriction } from './rule-parts.ts';
import { useDay } from './use-day.ts';

/** All locks of the workspace with their key-holders. */
export function RestrictionsPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  return (
    <RulesFrame ws={ws} title={t('rules.locks.title')}>
      {(part) => <Locks {...part} />}
    </RulesFrame>
  );
}

function Locks(part: RulesPart) {
  const { t } = useTranslation();
  const { schema, draft, things } = part;
  const day = useDay(part.ws);
  const [first] = schema.tables;
  return (
    <RuleList<Restriction>
      part={part}
      Icon={Lock}
      title={
        <span className="flex items-center gap-1">
          {t('rules.locks.title')}
          <Help
            about={t('rules.locks.title')}
            entries={[{ text: t('rules.help.lock.text'), example: t('rules.help.lock.example') }]}
          />
        </span>
      }
      text={t('rules.locks.text')}
      words={{
        add: t('rules.locks.add'),
        none: t('rules.locks.none'),
        noneText: t('rules.locks.noneText'),
      }}
      rules={draft.policy.restrictions}
      describe={(lock) => ({
        name: lock.name,
        text: describeRestriction(lock, things, t, day),
        reason: lock.reason,
      })}
      // Those on what the reader may not see the structure of stay as they are.
      may={({ on: { kind, id } }) => {
        const known = (kind === 'app' ? things.app(id) : things.table(id)) !== undefined;
        return { edit: known, remove: known };
      }}
      fresh={
        first
          ? () => ({
              id: makeId('restriction'),
              name: '',
              on: { kind: 'table', id: first.id },
              actions: [],
              effect: { kind: 'forbid' },
              exempt: [],
              reason: '',
            })
          : null
      }
      Form={LockForm}
      put={putRestriction}
      remove={removeRestriction}
    />
  );
}
