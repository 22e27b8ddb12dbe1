import { useQueryClient } from '@tanstack/react-query';
import type { OwnTemplate } from '@tessera/protocol';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templatesQuery, uploadTemplate } from '../client/templates.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/Toast.tsx';

const largest = 4 * 1024 * 1024;

/** Brings a template in as a file; it is opened to be looked at, not started from. */
export function UploadButton({
  ws,
  onKept,
}: {
  readonly ws: string;
  readonly onKept: (own: OwnTemplate) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const upload = async (file: File) => {
    const refuse = (text: string): void => {
      toast({ kind: 'error', text });
    };
    if (file.size > largest) return refuse(t('templates.tooLarge'));
    let body: unknown;
    try {
      body = JSON.parse(await file.text());
    } catch {
      return refuse(t('templates.notJson'));
    }
    setBusy(true);
    try {
      const own = await uploadTemplate(ws, body);
      await client.invalidateQueries(templatesQuery(ws));
      toast({
        kind: 'success',
        text: t('templates.uploaded', { name: own.look.name[currentLanguage()] }),
      });
      onKept(own);
    } catch (error) {
      refuse(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        className="hidden"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void upload(file);
        }}
      />
      <Button
        busy={busy}
        icon={<Upload size={15} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('templates.upload')}
      </Button>
    </>
  );
}
