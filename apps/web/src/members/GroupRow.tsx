import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';

/** A team in a list: renamed in place, deleted after a question. */
export function GroupRow({
  name,
  nameLabel,
  members,
  onRename,
  onDelete,
}: {
  readonly name: string;
  readonly nameLabel: string;
  readonly members: number;
  readonly onRename: (name: string) => Promise<void>;
  readonly onDelete: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const rename = async () => {
    const wanted = editing?.trim() ?? '';
    if (wanted === '' || wanted === name) {
      setEditing(null);
      return;
    }
    try {
      await onRename(wanted);
      setEditing(null);
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line px-3 py-1 last:border-b-0">
      {editing === null ? (
        <>
          <span className="min-w-0 flex-1">{name}</span>
          <span className="text-sm text-ink-muted">
            {t('people.groupMembers', { count: members })}
          </span>
          <IconButton label={t('people.renameGroup', { name })} onClick={() => setEditing(name)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label={t('people.deleteGroup', { name })} onClick={() => setAsking(true)}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </>
      ) : (
        <form
          className="flex flex-1 items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void rename();
          }}
        >
          <TextField
            label={nameLabel}
            hideLabel
            className="max-w-sm flex-1"
            autoFocus
            value={editing}
            maxLength={100}
            onChange={(event) => setEditing(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setEditing(null)}
          />
          <Button type="submit" kind="primary">
            {t('common.save')}
          </Button>
          <Button onClick={() => setEditing(null)}>{t('common.cancel')}</Button>
        </form>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={t('people.deleteGroupTitle', { name })}
        confirmLabel={t('common.delete')}
        cancelLabel={t('common.cancel')}
        onConfirm={async () => {
          try {
            await onDelete();
          } catch (error) {
            toast({ kind: 'error', text: errorText(error) });
            throw error;
          }
        }}
      >
        {t('people.deleteGroupText')}
      </ConfirmDialog>
    </li>
  );
}
