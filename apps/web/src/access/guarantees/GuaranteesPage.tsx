import { useQuery } from '@tanstack/react-query';
import type { Breach, Guarantee } from '@tessera/model';
import { describeGuarantee } from '@tessera/words';
import { BadgeCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { guaranteesQuery } from '../../client/policy.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { makeId } from '../make-id.ts';
import { RuleList } from '../RuleList.tsx';
import { RulesFrame, type RulesPart } from '../RulesFrame.tsx';
import { putGuarantee, removeGuarantee } from '../rule-parts.ts';
import { BreachLines } from './BreachList.tsx';
import { GuaranteeForm } from './GuaranteeForm.tsx';

/** What every change of the rules has to keep, and whether they are kept now. */
export function GuaranteesPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  return (
    <RulesFrame ws={ws} title={t('guarantees.title')}>
      {(part) => <Promises {...part} />}
    </RulesFrame>
  );
}

function Promises(part: RulesPart) {
  const { t } = useTranslation();
  const { ws, saved, draft, things } = part;
  const checked = useQuery(guaranteesQuery(ws));
  const { guarantees = [] } = draft.policy;
  const standing = new Map((saved.guarantees ?? []).map((one) => [one.id, JSON.stringify(one)]));
  return (
    <RuleList<Guarantee>
      part={part}
      Icon={BadgeCheck}
      title={t('guarantees.title')}
      text={t('guarantees.text')}
      words={{
        add: t('guarantees.add'),
        none: t('guarantees.none'),
        noneText: t('guarantees.noneText'),
      }}
      rules={guarantees}
      describe={(one) => {
        const breach = checked.data?.breaches.find(({ guarantee }) => guarantee === one.id);
        const stands = standing.get(one.id) === JSON.stringify(one);
        return {
          name: one.name,
          text: describeGuarantee(one, things, t),
          reason: one.reason,
          state: <State stands={stands} asked={checked.data !== undefined} breach={breach} />,
          more: stands && breach && (
            <div className="mt-2 border-l-2 border-danger-line pl-3">
              <BreachLines breach={breach} things={things} />
            </div>
          ),
        };
      }}
      fresh={() => ({
        id: makeId('guarantee'),
        name: '',
        who: { kind: 'everyone' },
        except: [],
        on: { kind: 'workspace' },
        never: { kind: 'see', fields: [], classes: [], level: 'masked' },
        reason: '',
      })}
      Form={GuaranteeForm}
      put={putGuarantee}
      remove={removeGuarantee}
    >
      {guarantees.length > 0 && (
        <p role="status" className="mb-3 flex items-center gap-2 text-sm text-ink-muted">
          {checked.isError && t('guarantees.failed', { text: errorText(checked.error) })}
          {checked.isFetching && t('guarantees.checking')}
          {!checked.isFetching && (
            <Button size="sm" onClick={() => void checked.refetch()}>
              {t('guarantees.again')}
            </Button>
          )}
        </p>
      )}
    </RuleList>
  );
}

function State({
  stands,
  asked,
  breach,
}: {
  readonly stands: boolean;
  readonly asked: boolean;
  readonly breach: Breach | undefined;
}) {
  const { t } = useTranslation();
  if (!stands) return <Chip>{t('guarantees.unsaved')}</Chip>;
  if (!asked) return null;
  return breach ? (
    <Chip color="red">{t('guarantees.brokenNow')}</Chip>
  ) : (
    <Chip color="green">{t('guarantees.kept')}</Chip>
  );
}
