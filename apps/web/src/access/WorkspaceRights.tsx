import { workspaceActions } from '@tessera/model';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/Checkbox.tsx';
import { hasWorkspaceRight, setWorkspaceRight } from './edit-policy.ts';
import { makeId } from './make-id.ts';
import type { RolePart } from './role-part.ts';

/** What the role may administer. */
export function WorkspaceRights({ role, draft, fixed }: RolePart) {
  const { t } = useTranslation();
  return (
    <div className="flex max-w-2xl flex-col gap-2">
      <p className="mb-2 text-ink-muted">{t('access.workspaceText')}</p>
      {workspaceActions.map((right) => (
        <Checkbox
          key={right}
          checked={hasWorkspaceRight(draft.policy, role.id, right)}
          disabled={fixed}
          hint={t(`access.workspace.${right}.text`)}
          onChange={(on) =>
            draft.edit((policy) =>
              setWorkspaceRight(
                policy,
                role.id,
                right,
                on,
                () => makeId('grant'),
                t('access.reasonMatrix'),
              ),
            )
          }
        >
          {t(`access.workspace.${right}.name`)}
        </Checkbox>
      ))}
    </div>
  );
}
