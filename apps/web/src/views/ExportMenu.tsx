import { AppError } from '@tessera/model';
import type { ExportFormat, OutTable, OutView } from '@tessera/protocol';
import { FileDown, FileSpreadsheet, FileText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportTable } from '../client/exports.ts';
import { orderedFields } from '../grid/columns.ts';
import { groupsNow } from '../grid/groups/groupable.ts';
import { errorText } from '../i18n/error-text.ts';
import { questionOf } from '../state/question.ts';
import type { LookHandle } from '../state/view-look.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuGroup, MenuItem } from '../ui/Menu.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { saveBlob } from '../ui/save-blob.ts';
import { toast } from '../ui/Toast.tsx';

export interface ExportMenuProps {
  readonly table: OutTable;
  readonly view: OutView | undefined;
  readonly look: LookHandle;
  readonly workspace: string;
  readonly search: string;
}

/** Saves what the view shows as a file, as far as it may be exported. While one is made, it shows how far that is. */
export function ExportMenu({ table, view, look, workspace, search }: ExportMenuProps) {
  const { t, i18n } = useTranslation();
  const [bytes, setBytes] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (format: ExportFormat) => {
    const abort = new AbortController();
    running.current = abort;
    setBytes(0);
    const hidden = new Set(look.look.hiddenFields);
    const fields = orderedFields(table, look.look.fieldOrder)
      .map(({ id }) => id)
      .filter((id) => id === table.titleField || !hidden.has(id));
    const { filter, sort, ...question } = questionOf(
      view,
      look.look,
      search,
      [],
      groupsNow(look.look.group, table.fields),
    );
    try {
      const file = await exportTable(
        workspace,
        table.id,
        {
          ...question,
          ...(filter !== undefined && { filter }),
          ...(sort && { sort: [...sort] }),
          fields,
          format,
        },
        { signal: abort.signal, onProgress: setBytes },
      );
      saveBlob(file.name, file.blob);
      toast({ text: t('grid.export.done', { name: file.name }), kind: 'success' });
    } catch (error) {
      if (abort.signal.aborted) return;
      const text = error instanceof AppError ? errorText(error) : t('grid.export.broken');
      toast({ text, kind: 'error' });
    } finally {
      if (running.current === abort) {
        running.current = null;
        setBytes(null);
      }
    }
  };
  if (bytes !== null) {
    const megabytes = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
    return (
      <span className="flex items-center gap-1.5 text-sm text-ink-muted" role="status">
        <Spinner />
        <span className="max-sm:sr-only">
          {bytes === 0
            ? t('grid.export.preparing')
            : t('grid.export.running', { size: megabytes.format(bytes / 1e6) })}
        </span>
        <Button size="sm" kind="quiet" onClick={() => running.current?.abort()}>
          {t('common.cancel')}
        </Button>
      </span>
    );
  }
  return (
    <Menu
      align="end"
      trigger={
        <Button
          size="sm"
          kind="quiet"
          className="text-ink-muted"
          icon={<FileDown size={15} aria-hidden />}
        >
          <span className="max-sm:sr-only">{t('grid.export.title')}</span>
        </Button>
      }
    >
      <MenuGroup label={t('grid.export.text')}>
        <MenuItem
          icon={<FileSpreadsheet size={15} aria-hidden />}
          onSelect={() => void run('xlsx')}
        >
          {t('grid.export.xlsx')}
        </MenuItem>
        <MenuItem icon={<FileText size={15} aria-hidden />} onSelect={() => void run('csv')}>
          {t('grid.export.csv')}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}
