import type { MakeId } from '@tessera/model';
import { type Grant, type TableAction, tableActions } from '@tessera/model';
import type { OrganisationAnswer, OutTable } from '@tessera/protocol';
import { Link2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuCheck, MenuItem } from '../ui/Menu.tsx';
import { describeGrant } from './describe-rule.ts';
import { addVia, removeGrant, setActions } from './edit-policy.ts';
import type { Things } from './things.ts';
import type { Draft } from './use-draft.ts';

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

/** The rules of a role on one table as sentences; a rule that follows a link can be made, changed, removed. */
export function TableRules({
  role,
  table,
  grants,
  draft,
  fixed,
  things,
  makeId,
}: {
  readonly role: OrganisationAnswer['roles'][number];
  readonly table: OutTable;
  readonly grants: readonly Grant[];
  readonly draft: Draft;
  readonly fixed: boolean;
  readonly things: Things;
  readonly makeId: MakeId;
}) {
  const { t } = useTranslation();
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' });
  const links = table.fields.filter(({ type, target }) => type === 'link' && target !== undefined);
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
                {describeGrant(grant, things, t, (time) => format.format(time))}
                {why && why !== 'link' && (
                  <span className="block text-ink-muted">
                    {t('access.fixedRule', { why: t(`access.why.${why}`) })}
                  </span>
                )}
              </span>
              {why === 'link' && !fixed && (
                <>
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
      {!fixed && links.length > 0 && (
        <div>
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
        </div>
      )}
    </div>
  );
}
