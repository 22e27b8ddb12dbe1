import type { AuditExportRequest } from '@tessera/protocol';
import { FileDown, FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportAudit, type LogFilter } from '../client/audit.ts';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { saveBlob } from '../ui/save-blob.ts';
import { toast } from '../ui/Toast.tsx';

/** Saves what is found as a file. That is an entry of the log too. */
export function LogExport({ ws, filter }: { readonly ws: string; readonly filter: LogFilter }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const run = async (format: AuditExportRequest['format']) => {
    setBusy(true);
    try {
      const { name, blob } = await exportAudit(ws, { ...filter, format });
      saveBlob(name, blob);
      toast({ text: t('log.exported', { name }), kind: 'success' });
    } catch (error) {
      toast({ text: errorText(error), kind: 'error' });
    }
    setBusy(false);
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button busy={busy} icon={<FileDown size={15} aria-hidden />}>
          {t('log.export')}
        </Button>
      }
    >
      {(['csv', 'ndjson'] as const).map((format) => (
        <MenuItem
          key={format}
          icon={<FileText size={15} aria-hidden />}
          onSelect={() => void run(format)}
        >
          {t(format === 'csv' ? 'log.exportCsv' : 'log.exportLines')}
        </MenuItem>
      ))}
    </Menu>
  );
}
