import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { organisationQuery } from '../client/people.ts';
import { departmentItems } from '../members/department-tree.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { toast } from '../ui/Toast.tsx';
import { PostRuleRow } from './PostRuleRow.tsx';
import type { Import } from './use-import.ts';
import type { PostRules } from './use-post-rules.ts';

/** The rules that give roles by department and title, as a plain list. */
export function PostRuleList({
  ws,
  work,
  editor,
}: {
  readonly ws: string;
  readonly work: Import;
  readonly editor: PostRules;
}) {
  const { t } = useTranslation();
  const { data: organisation } = useQuery(organisationQuery(ws));
  const { plan, inspection } = work;
  if (!plan) return null;
  const { departments = [], roles = [] } = organisation ?? {};
  const column = inspection?.columns.find(({ column: at }) => plan.columns[at] === 'department');
  const known = new Set(departments.map(({ name }) => name.toLowerCase()));
  const fresh = (column?.samples ?? [])
    .filter((name) => name !== '' && !known.has(name.toLowerCase()))
    .map((name) => ({ value: name, label: name, hint: t('staff.rules.newInFile') }));
  const items = [...departmentItems(departments), ...fresh];
  const save = async () => {
    if (await editor.save()) toast({ kind: 'success', text: t('staff.rules.saved') });
  };
  return (
    <section aria-labelledby="post-rules" className="flex max-w-5xl flex-col gap-3">
      <div>
        <h2 id="post-rules" className="font-semibold">
          {t('staff.rules.title')}
        </h2>
        <p className="max-w-3xl text-ink-muted">{t('staff.rules.text')}</p>
      </div>
      {editor.problem && <Banner kind="error">{editor.problem}</Banner>}
      {editor.error && !editor.rules.length ? (
        <FailedState error={editor.error} onRetry={editor.retry} />
      ) : editor.loading || !organisation ? (
        <SkeletonLines count={2} label={t('common.loading')} />
      ) : editor.rules.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line-strong px-4 py-3 text-ink-muted">
          {t('staff.rules.none')}
        </p>
      ) : (
        <ol className="rounded-lg border border-line">
          {editor.rules.map((rule, at) => (
            <PostRuleRow
              key={rule.key}
              rule={rule}
              n={at + 1}
              editor={editor}
              departments={items}
              roles={roles}
            />
          ))}
        </ol>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={<Plus size={15} aria-hidden />} onClick={editor.add}>
          {t('staff.rules.add')}
        </Button>
        {editor.changed && (
          <Button busy={editor.busy} onClick={() => void save()}>
            {t('staff.rules.save')}
          </Button>
        )}
        {editor.rules.length > 0 && (
          <Checkbox
            checked={plan.members.postRules}
            onChange={(postRules) => work.change({ members: { ...plan.members, postRules } })}
          >
            {t('staff.rules.use')}
          </Checkbox>
        )}
      </div>
    </section>
  );
}
