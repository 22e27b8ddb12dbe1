import { Copy, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { saveBlob } from '../ui/save-blob.ts';
import { toast } from '../ui/Toast.tsx';

/** New recovery codes, shown once, to copy or to download. */
export function RecoveryCodes({
  codes,
  email,
}: {
  readonly codes: readonly string[];
  readonly email: string;
}) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    toast({ kind: 'success', text: t('security.codes.copied') });
  };
  const download = () => {
    const text = [t('security.codes.fileTitle', { email }), '', ...codes, ''].join('\r\n');
    saveBlob(t('security.codes.fileName'), new Blob([text], { type: 'text/plain;charset=utf-8' }));
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted">{t('security.codes.text')}</p>
      <ul
        aria-label={t('security.codes.list')}
        className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-lg border border-line bg-canvas px-4 py-3 font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Copy size={15} aria-hidden />} onClick={() => void copy()}>
          {t('security.codes.copy')}
        </Button>
        <Button icon={<Download size={15} aria-hidden />} onClick={download}>
          {t('security.codes.download')}
        </Button>
      </div>
    </div>
  );
}
