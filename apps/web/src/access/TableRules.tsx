import { type Grant, type TableAction, tableActions } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { describeGrant } from '@tessera/words';
import { Link2, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuCheck, MenuItem } from '../ui/Menu.tsx';
import { addVia, removeGrant, setActions } from './edit-policy.ts';
import { Help } from './Help.tsx';
import { makeId } from './make-id.ts';
import { RuleForm } from './RuleForm.tsx';
import type { RolePart } from './role-part.ts';
import { linesOf, putGrant } from './rule-parts.ts';
import { useDay } from './use-day.ts';

type Why = 'timed' | 'origin' | 'condition' | 'link' | 'sharing';

/** Why the words of the matrix cannot stand for a grant; null when they can. */
export function whyFixed(grant: Grant): Why | null {
  if (grant.from !== undefined || grant.until !== undefined) return 'timed';
  if (grant.origin !== 'role') return 'origin';
  if (grant.scope.kind !== 'any') return null;
  if (grant.scope.of.some((part) => part.kind === 'where' || part.and !== undefined))
    return 'condition';
  return grant.scope.of.some((part) => part.kind === 'via') ? 'link' : null;
}

/** Whether the form of rules has words for a grant. */
function isEditable(grant: Grant): boolean {
  const why = whyFixed(grant);
  return (why === 'link' || why === 'condition') && linesOf(grant) !== null;
}

const explained = ['own', 'allReports', 'team', 'departmentTree', 'where', 'via'] as const;

/** The rules of a role on one table as sentences; those with conditions or links can be made, changed, removed. */
export function TableRules({
  ws,
  schema,
  members,
  role,
  table,
  grants,
  draft,
  fixed,
  things,
}: RolePart & { readonly table: OutTable; readonly grants: readonly Grant[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Grant | null>(null);
  const day = useDay(ws);
  const links = table.fields.filter(({ type, target }) => type === 'link' && target !== undefined);
  const freshGrant = (): Grant => ({
    id: makeId('grant'),
    to: { kind: 'role', id: role.id },
    on: { kind: 'table', id: table.id },
    actions: ['view'],
    scope: { kind: 'any', of: [{ kind: 'own' }] },
    fields: grants[0]?.fields ?? { default: 'read', except: [] },
    origin: 'role',
    reason: t('rules.reason'),
  });
  const toggle = (grant: Grant, action: TableAction, on: boolean) =>
    draft.edit((policy) =>
      setActions(
        policy,
        grant.id,
        on ? [...grant.actions, action] : grant.actions.filter((one) => one !== action),
      ),
    );
  return (
    <div className="sticky left-4 flex w-fit max-w-[min(56rem,calc(100vw-6rem))] flex-col gap-2">
      {grants.length === 0 && (
        <p className="text-sm text-ink-muted">{t('access.noGrantOnTable')}</p>
      )}
      <ul className="flex flex-col gap-1.5">
        {grants.map((grant) => {
          const why = whyFixed(grant);
          return (
            <li key={grant.id} className="flex min-h-7 flex-wrap items-center gap-2 text-sm">
              <span className="min-w-0">
                {describeGrant(grant, things, t, day)}
                {why && !isEditable(grant) && (
                  <span className="block text-ink-muted">
                    {t('access.fixedRule', { why: t(`access.why.${why}`) })}
                  </span>
                )}
              </span>
              {why && isEditable(grant) && !fixed && (
                <>
                  <IconButton label={t('rules.edit')} onClick={() => setOpen(grant)}>
                    <Pencil size={14} aria-hidden />
                  </IconButton>
                  <Menu align="end" trigger={<Button size="sm">{t('access.actions')}</Button>}>
                    {tableActions.map((action) => (
                      <MenuCheck
                        key={action}
                        checked={grant.actions.includes(action)}
                        onChange={(on) => toggle(grant, action, on)}
                      >
                        {t(`access.action.${action}`)}
                      </MenuCheck>
                    ))}
                  </Menu>
                  <IconButton
                    label={t('access.removeRule')}
                    onClick={() => draft.edit((policy) => removeGrant(policy, grant.id))}
                  >
                    <Trash2 size={14} aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          );
        })}
      </ul>
      {!fixed && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="sm"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => setOpen(freshGrant())}
          >
            {t('rules.add')}
          </Button>
          {links.length > 0 && (
            <Menu
              trigger={
                <Button size="sm" icon={<Link2 size={14} aria-hidden />}>
                  {t('access.addLinked')}
                </Button>
              }
            >
              <p className="max-w-72 px-2 py-1.5 text-sm text-ink-muted">
                {t('access.addLinkedText', { table: table.name })}
              </p>
              {links.map((link) => (
                <MenuItem
                  key={link.id}
                  onSelect={() =>
                    draft.edit((policy) =>
                      addVia(
                        policy,
                        role.id,
                        table.id,
                        link.id,
                        makeId('grant'),
                        t('access.reasonLinked'),
                      ),
                    )
                  }
                >
                  {link.name}
                </MenuItem>
              ))}
            </Menu>
          )}
          <Help
            about={t('rules.help.scopes')}
            entries={explained.map((kind) => ({
              term: kind === 'via' ? t('access.why.link') : t(`rules.part.${kind}`),
              text: t(`rules.help.scope.${kind}`),
            }))}
          />
        </div>
      )}
      {open && (
        <RuleForm
          key={open.id}
          ws={ws}
          table={table}
          classes={schema.classes}
          members={members}
          things={things}
          start={open}
          onClose={() => setOpen(null)}
          onDone={(grant) => {
            draft.edit((policy) => putGrant(policy, grant));
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}
