import { useQueryClient } from '@tanstack/react-query';
import type { OwnTemplate } from '@tessera/protocol';
import { Download, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RoleDialog } from '../access/RoleDialog.tsx';
import {
  changeTemplate,
  readTemplateFile,
  removeTemplate,
  templatesQuery,
} from '../client/templates.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { saveBlob } from '../ui/save-blob.ts';
import { toast } from '../ui/Toast.tsx';

/** Renames, downloads and deletes a kept template. */
export function OwnMenu({ ws, own }: { readonly ws: string; readonly own: OwnTemplate }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const language = currentLanguage();
  const name = own.look.name[language];
  const fresh = () => client.invalidateQueries(templatesQuery(ws));
  const download = async () => {
    try {
      const file = await readTemplateFile(ws, own.id);
      const blob = new Blob([JSON.stringify(file)], { type: 'application/json' });
      saveBlob(`${name.replace(/[^\p{Letter}\p{Number} _-]+/gu, ' ').trim()}.tessera.json`, blob);
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  const remove = async () => {
    try {
      await removeTemplate(ws, own.id);
      await fresh();
      toast({ kind: 'success', text: t('templates.deleted', { name }) });
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
          <IconButton size="sm" label={t('templates.menu', { name })}>
            <Ellipsis size={14} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={14} />} onSelect={() => setEditing(true)}>
          {t('templates.edit')}
        </MenuItem>
        <MenuItem icon={<Download size={14} />} onSelect={() => void download()}>
          {t('templates.download')}
        </MenuItem>
        <MenuLine />
        <MenuItem danger icon={<Trash2 size={14} />} onSelect={() => setDeleting(true)}>
          {t('templates.delete')}
        </MenuItem>
      </Menu>
      <RoleDialog
        open={editing}
        onOpenChange={setEditing}
        title={t('templates.editTitle')}
        submitLabel={t('common.save')}
        start={{ name, description: own.look.description[language] }}
        onSubmit={async (values) => {
          await changeTemplate(ws, own.id, values);
          await fresh();
        }}
      />
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t('templates.deleteTitle', { name })}
        confirmLabel={t('templates.delete')}
        cancelLabel={t('common.cancel')}
        danger
        onConfirm={remove}
      >
        {t('templates.deleteText')}
      </ConfirmDialog>
    </>
  );
}
