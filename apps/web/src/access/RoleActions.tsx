import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  changeGroup,
  createGroup,
  deleteGroup,
  membersQuery,
  organisationQuery,
} from '../client/people.ts';
import { policyQuery, savePolicy } from '../client/policy.ts';
import { errorText } from '../i18n/error-text.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { toast } from '../ui/Toast.tsx';
import { withoutRole } from './edit-policy.ts';
import { makeId } from './make-id.ts';
import { RoleDialog } from './RoleDialog.tsx';
import type { RolePart } from './role-part.ts';
import { copyRole } from './rule-parts.ts';

/** Rename, describe, delete a role. */
export function RoleActions({ ws, role, draft }: RolePart) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [copying, setCopying] = useState(false);
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    try {
      draft.discard();
      // A role that rules name cannot go: its rules go first, from the newest version.
      const policy = await client.fetchQuery({ ...policyQuery(ws), staleTime: 0 });
      const next = withoutRole(policy, role.id);
      if (next !== policy)
        await savePolicy(ws, next, t('access.deleteReason', { name: role.name }));
      await deleteGroup(ws, 'roles', role.id);
      await navigate({ to: '/w/$ws/roles', params: { ws } });
      for (const query of [policyQuery(ws), organisationQuery(ws), membersQuery(ws)])
        void client.invalidateQueries({ queryKey: query.queryKey });
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
      throw error;
    }
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={t('common.more')}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={14} aria-hidden />} onSelect={() => setEditing(true)}>
          {t('access.editRole')}
        </MenuItem>
        <MenuItem
          icon={<Copy size={14} aria-hidden />}
          disabled={draft.dirty}
          onSelect={() => setCopying(true)}
        >
          {t('rules.copy')}
        </MenuItem>
        <MenuItem icon={<Trash2 size={14} aria-hidden />} danger onSelect={() => setAsking(true)}>
          {t('access.deleteRole')}
        </MenuItem>
      </Menu>
      <RoleDialog
        open={editing}
        onOpenChange={setEditing}
        title={t('access.editRole')}
        submitLabel={t('common.save')}
        start={{ name: role.name, description: role.description ?? '' }}
        onSubmit={async (values) => {
          await changeGroup(ws, 'roles', role.id, values);
          await client.invalidateQueries(organisationQuery(ws));
        }}
      />
      <RoleDialog
        open={copying}
        onOpenChange={setCopying}
        title={t('rules.copy')}
        text={t('rules.copyText')}
        submitLabel={t('rules.copy')}
        start={{
          name: t('rules.copyName', { name: role.name }),
          description: role.description ?? '',
        }}
        onSubmit={async (values) => {
          const { id } = await createGroup(ws, 'roles', values);
          if (!id) return;
          const policy = await client.fetchQuery({ ...policyQuery(ws), staleTime: 0 });
          const reason = t('rules.copyReason', { name: role.name });
          const next = copyRole(policy, role.id, id, () => makeId('grant'));
          // The dialog says that the copy gives the same.
          client.setQueryData(policyQuery(ws).queryKey, await savePolicy(ws, next, reason, true));
          await client.invalidateQueries(organisationQuery(ws));
          await navigate({ to: '/w/$ws/roles/$role', params: { ws, role: id } });
        }}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={t('access.deleteTitle', { name: role.name })}
        confirmLabel={t('access.deleteRole')}
        cancelLabel={t('common.cancel')}
        onConfirm={remove}
      >
        {t('access.deleteText')}
      </ConfirmDialog>
    </>
  );
}
