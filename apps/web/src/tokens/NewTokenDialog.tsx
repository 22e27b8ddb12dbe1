import type { WorkspaceAction } from '@tessera/model';
import { type MadeToken, type OutTable, type TokenRequest, tokenDays } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { CeilingFields } from './CeilingFields.tsx';
import { ceilingOf, usualDraft } from './ceiling.ts';

const terms = [7, 30, tokenDays.usual, 180, tokenDays.most];
const dayMs = 24 * 3600 * 1000;

/** Makes a token, then shows its secret; when this is closed the secret is gone from the page. */
export function NewTokenDialog({
  title,
  tables,
  duties,
  onMake,
  onClose,
}: {
  readonly title: string;
  readonly tables: readonly OutTable[];
  /** Those that the token can be given. */
  readonly duties: readonly WorkspaceAction[];
  readonly onMake: (request: TokenRequest) => Promise<MadeToken>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [draft, setDraft] = useState(usualDraft);
  const [days, setDays] = useState<number>(tokenDays.usual);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [made, setMade] = useState<MadeToken>();
  if (made) return <SecretDialog made={made} onClose={onClose} />;
  const make = async () => {
    if (busy) return;
    const ceiling = ceilingOf(draft);
    if (name.trim() === '' || !ceiling) {
      setProblem(t('tokens.unfinished'));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      setMade(await onMake({ name: name.trim(), ceiling, days }));
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  const day = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={title}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" busy={busy} onClick={() => void make()}>
            {t('tokens.make')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {problem && <Banner kind="error">{problem}</Banner>}
        <TextField
          label={t('tokens.name')}
          hint={t('tokens.nameHint')}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <CeilingFields tables={tables} duties={duties} draft={draft} onChange={setDraft} />
        <Select<string>
          label={t('tokens.days')}
          hint={t('tokens.until', { day: day.format(Date.now() + days * dayMs) })}
          className="w-48"
          value={String(days)}
          items={terms.map((count) => ({
            value: String(count),
            label: t('tokens.daysOf', { count }),
          }))}
          onChange={(value) => setDays(Number(value))}
        />
      </form>
    </Dialog>
  );
}

function SecretDialog({
  made,
  onClose,
}: {
  readonly made: MadeToken;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('tokens.made', { name: made.token.name })}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner kind="warning">{t('tokens.once')}</Banner>
        <CopyField
          label={t('tokens.secret')}
          value={made.secret}
          copyLabel={t('common.copy')}
          copiedLabel={t('common.copied')}
        />
      </div>
    </Dialog>
  );
}
