import type { Grant } from '@tessera/model';
import type { SchemaAnswer } from '@tessera/protocol';
import { describeGrant, describeLevels } from '@tessera/words';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../ui/Chip.tsx';
import { removeGrant } from '../edit-policy.ts';
import { makeId } from '../make-id.ts';
import { RuleList } from '../RuleList.tsx';
import { RulesFrame, type RulesPart } from '../RulesFrame.tsx';
import { linesOf, putGrant, standsAlone } from '../rule-parts.ts';
import { useDay } from '../use-day.ts';
import { GrantForm, type StartOfGrant } from './GrantForm.tsx';

/** Rules for single people and groups, or for a time. */
export function GrantsPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  return (
    <RulesFrame ws={ws} title={t('grants.title')}>
      {(part) => <Grants {...part} />}
    </RulesFrame>
  );
}

function Grants(part: RulesPart) {
  const { t } = useTranslation();
  const { schema, draft, things } = part;
  const day = useDay(part.ws);
  const levels = ({ fields }: Grant) =>
    fields.except.length > 0
      ? describeLevels(fields, undefined, things, t).join(t('common.listSeparator'))
      : undefined;
  const [first] = schema.tables;
  return (
    <RuleList<Grant, StartOfGrant>
      part={part}
      Icon={Clock}
      title={t('grants.title')}
      text={t('grants.text')}
      words={{ add: t('grants.add'), none: t('grants.none'), noneText: t('grants.noneText') }}
      rules={draft.policy.grants.filter(standsAlone)}
      describe={(grant) => ({
        text: describeGrant(grant, things, t, day),
        reason: grant.reason,
        state: <Term grant={grant} day={day} />,
        details: levels(grant),
        more: !isEditable(grant, schema) && (
          <p className="text-sm text-ink-muted">{t('grants.fixed')}</p>
        ),
      })}
      may={(grant) => ({ edit: isEditable(grant, schema), remove: true })}
      fresh={
        first
          ? () => ({
              id: makeId('grant'),
              on: { kind: 'table', id: first.id },
              actions: ['view'],
              scope: { kind: 'any', of: [{ kind: 'own' }] },
              fields: { default: 'read', except: [] },
              origin: 'direct',
              reason: '',
            })
          : null
      }
      Form={GrantForm}
      put={putGrant}
      remove={removeGrant}
    />
  );
}

/** Whether the form has words for a rule: on one table that is known, and of records it can name. */
function isEditable(grant: Grant, schema: SchemaAnswer): boolean {
  const { on, scope } = grant;
  const known = on.kind === 'table' && schema.tables.some(({ id }) => id === on.id);
  return known && (scope.kind === 'all' || linesOf(grant) !== null);
}

/** Where a rule stands in its time; nothing for one without an end. */
function Term({
  grant: { from, until },
  day,
}: {
  readonly grant: Grant;
  readonly day: (time: number) => string;
}) {
  const { t } = useTranslation();
  const now = Date.now();
  if (until !== undefined && until <= now) return <Chip>{t('grants.past')}</Chip>;
  if (from !== undefined && from > now) return <Chip color="blue">{t('grants.later')}</Chip>;
  if (until === undefined) return null;
  return <Chip color="orange">{t('grants.temporary', { day: day(until - 1) })}</Chip>;
}
