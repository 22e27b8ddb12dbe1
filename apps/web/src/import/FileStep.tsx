import { FileSpreadsheet } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import type { StepProps } from './step-props.ts';

/** Choosing a file, by button or by dropping it. */
export function FileStep({ work }: StepProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) void work.choose(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button does the same.
    <div
      className={cx(
        'flex flex-col items-center rounded-xl border-2 border-dashed px-6 py-14 text-center',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <FileSpreadsheet size={28} aria-hidden className="mb-3 text-ink-muted" />
      <p className="font-medium">{t('import.drop')}</p>
      <p className="my-1 text-sm text-ink-muted">{t('import.or')}</p>
      <Button kind="primary" busy={work.busy} onClick={() => input.current?.click()}>
        {t(work.busy ? 'import.reading' : 'import.choose')}
      </Button>
      <p className="mt-3 text-sm text-ink-muted">{t('import.limit')}</p>
      <input
        ref={input}
        type="file"
        accept=".xlsx,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('import.choose')}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
