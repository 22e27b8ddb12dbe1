import { type ColorRule, type Condition, palette } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellEnv } from '../field-types/field-ui.ts';
import { ColorPicker } from '../shape/pickers.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { FilterBuilder } from './FilterBuilder.tsx';

const mostRules = 10;

/** A colour with its conditions while they are built; without any it colours nothing yet. */
interface Line {
  readonly key: number;
  readonly color: string;
  readonly when: Condition | undefined;
}

/** Colours by condition: the first that fits counts. The view only ever gets those with whole conditions. */
export function ColorRules({
  table,
  env,
  rules,
  onChange,
}: {
  readonly table: OutTable;
  readonly env: CellEnv;
  readonly rules: readonly ColorRule[];
  readonly onChange: (rules: readonly ColorRule[]) => void;
}) {
  const { t } = useTranslation();
  const keys = useRef(rules.length);
  const [lines, setLines] = useState<readonly Line[]>(() =>
    rules.length > 0
      ? rules.map(({ when, color }, key) => ({ key, color, when }))
      : [{ key: keys.current++, color: unused([]), when: undefined }],
  );
  const write = (next: readonly Line[]) => {
    setLines(next);
    onChange(next.flatMap(({ when, color }) => (when ? [{ when, color }] : [])));
  };
  const put = (key: number, part: Partial<Line> | null) =>
    write(
      lines.flatMap((line) => (line.key === key ? (part ? [{ ...line, ...part }] : []) : [line])),
    );
  return (
    <div className="flex flex-col gap-3">
      {lines.map((line, at) => (
        <div key={line.key} className="flex items-start gap-1 border-t border-line pt-3">
          <ColorPicker
            label={t('colors.rule', { number: at + 1 })}
            value={line.color}
            onChange={(color) => put(line.key, { color })}
          />
          <div className="min-w-0 flex-1">
            <FilterBuilder
              table={table}
              env={{ ...env, sets: false }}
              condition={line.when}
              onChange={(when) => put(line.key, { when })}
              begun
            />
          </div>
          <IconButton
            size="sm"
            label={t('colors.remove', { number: at + 1 })}
            className="mt-0.5"
            onClick={() => put(line.key, null)}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2">
        {lines.length < mostRules && (
          <Button
            kind="quiet"
            size="sm"
            icon={<Plus size={14} aria-hidden />}
            onClick={() =>
              write([...lines, { key: keys.current++, color: unused(lines), when: undefined }])
            }
          >
            {t('colors.add')}
          </Button>
        )}
        {lines.length > 1 && <p className="text-xs text-ink-muted">{t('colors.first')}</p>}
      </div>
    </div>
  );
}

/** The next colour of the palette that no line has; gray is last, since it says least. */
function unused(lines: readonly Line[]): string {
  const [gray, ...hues] = palette;
  return hues.find((hue) => !lines.some((line) => line.color === hue)) ?? gray;
}
