import type { WorkspaceAction } from '@tessera/model';
import type { OutService, SchemaAnswer } from '@tessera/protocol';
import { Bot, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeService, makeServiceToken, revokeServiceToken } from '../client/tokens.ts';
import { errorText } from '../i18n/error-text.ts';
import { NameDialog } from '../members/NameDialog.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { toast } from '../ui/Toast.tsx';
import { NewTokenDialog } from './NewTokenDialog.tsx';
import { TokenList } from './TokenList.tsx';

/** One service account: its name and status, and its tokens. */
export function ServiceCard({
  ws,
  service,
  schema,
  duties,
  onChanged,
}: {
  readonly ws: string;
  readonly service: OutService;
  readonly schema: SchemaAnswer;
  /** Those I have: nobody makes a key to others. */
  readonly duties: readonly WorkspaceAction[];
  readonly onChanged: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'name' | 'deactivate' | 'token' | null>(null);
  const { id, name, description, status, tokens } = service;
  const active = status === 'active';
  const close = () => setOpen(null);
  const setStatus = async (next: OutService['status']) => {
    try {
      await changeService(ws, id, { status: next });
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
    await onChanged();
  };
  return (
    <section aria-label={name} className="rounded-lg border border-line p-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Bot size={18} aria-hidden className="shrink-0 text-ink-muted" />
        <h2 className="font-semibold wrap-anywhere">{name}</h2>
        <IconButton label={t('tokens.services.rename', { name })} onClick={() => setOpen('name')}>
          <Pencil size={14} aria-hidden />
        </IconButton>
        <Chip color={active ? 'green' : 'gray'}>{t(`tokens.services.${status}`)}</Chip>
        <span className="flex-1" />
        {active ? (
          <>
            <Button
              size="sm"
              icon={<Plus size={14} aria-hidden />}
              aria-label={t('tokens.newFor', { name })}
              onClick={() => setOpen('token')}
            >
              {t('tokens.new')}
            </Button>
            <Button
              size="sm"
              aria-label={t('tokens.services.deactivateOf', { name })}
              onClick={() => setOpen('deactivate')}
            >
              {t('tokens.services.deactivate')}
            </Button>
          </>
        ) : (
          <Button
            size="sm"
            aria-label={t('tokens.services.activateOf', { name })}
            onClick={() => void setStatus('active')}
          >
            {t('tokens.services.activate')}
          </Button>
        )}
      </div>
      {description && <p className="mb-3 text-ink-muted">{description}</p>}
      <TokenList
        tokens={tokens}
        schema={schema}
        withMaker
        onRevoke={(token) => revokeServiceToken(ws, id, token).finally(onChanged)}
      />
      {open === 'name' && (
        <NameDialog
          title={t('common.rename')}
          label={t('tokens.services.name')}
          name={name}
          onSave={async (next) => {
            await changeService(ws, id, { name: next });
            await onChanged();
          }}
          onClose={close}
        />
      )}
      <ConfirmDialog
        open={open === 'deactivate'}
        onOpenChange={(next) => !next && close()}
        title={t('tokens.services.deactivateTitle', { name })}
        danger
        confirmLabel={t('tokens.services.deactivate')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => setStatus('deactivated')}
      >
        {t('tokens.services.deactivateText')}
      </ConfirmDialog>
      {open === 'token' && (
        <NewTokenDialog
          title={t('tokens.newFor', { name })}
          tables={schema.tables}
          duties={duties}
          onMake={async (request) => {
            const made = await makeServiceToken(ws, id, request);
            void onChanged();
            return made;
          }}
          onClose={close}
        />
      )}
    </section>
  );
}
