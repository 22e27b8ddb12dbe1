import { fold } from '@tessera/model';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/Avatar.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Popover } from '../../ui/Popover.tsx';
import type { FilterInputProps } from '../field-ui.ts';

interface Line {
  readonly id: string;
  readonly name: string;
  readonly body: ReactNode;
}

function PickMany({
  lines,
  chosen,
  onChange,
  label,
}: {
  readonly lines: readonly Line[];
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly label: string;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const names = chosen.flatMap((id) => lines.find((line) => line.id === id)?.name ?? []);
  const shown = lines.filter((line) => fold(line.name).includes(fold(text.trim())));
  const said = names.length > 0 ? names.join(t('common.listSeparator')) : t('grid.filter.choose');
  return (
    <Popover
      label={label}
      className="w-64"
      trigger={
        <button
          type="button"
          aria-label={`${label}: ${said}`}
          className="field-box min-h-7 min-w-0 gap-1 px-2 text-left text-sm"
        >
          <span
            className={
              names.length > 0
                ? 'min-w-0 flex-1 truncate'
                : 'min-w-0 flex-1 truncate text-ink-faint'
            }
          >
            {said}
          </span>
          <ChevronDown size={14} aria-hidden className="shrink-0 text-ink-muted" />
        </button>
      }
    >
      {lines.length > 8 && (
        <input
          aria-label={t('common.search')}
          placeholder={t('common.search')}
          className="field-box mb-2 min-h-7 px-2 text-sm"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="flex max-h-64 flex-col gap-1 overflow-y-auto">
        {shown.map((line) => (
          <Checkbox
            key={line.id}
            checked={chosen.includes(line.id)}
            onChange={(on) =>
              onChange(on ? [...chosen, line.id] : chosen.filter((id) => id !== line.id))
            }
          >
            {line.body}
          </Checkbox>
        ))}
        {shown.length === 0 && (
          <span className="text-sm text-ink-muted">{t('common.nothingFound')}</span>
        )}
      </div>
    </Popover>
  );
}

function listOf(value: FilterInputProps['value']): readonly string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

/** Some of the choices of a select field. */
export function OptionFilter({ field, value, onChange, label }: FilterInputProps) {
  return (
    <PickMany
      label={label}
      lines={(field.options ?? []).map((option) => ({
        id: option.id,
        name: option.name,
        body: <Chip color={option.color}>{option.name}</Chip>,
      }))}
      chosen={listOf(value)}
      onChange={(ids) => onChange(ids.length > 0 ? ids : undefined)}
    />
  );
}

/** Some members, or whoever is looking. */
export function MemberFilter({ env, value, many, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  const context = typeof value === 'object' && 'context' in value ? value.context : null;
  const kind = context ?? 'members';
  return (
    <span className="flex min-w-0 flex-1 gap-1.5">
      <select
        aria-label={label}
        className="field-box min-h-7 px-2 pr-7 text-sm"
        value={kind}
        onChange={(event) =>
          onChange(
            event.target.value === 'members'
              ? undefined
              : { context: event.target.value as NonNullable<typeof context> },
          )
        }
      >
        {(['me', 'myTeams', 'myDepartments', 'myReports', 'myAllReports'] as const)
          .filter((name) => name === 'me' || (many && env.sets !== false))
          .map((name) => (
            <option key={name} value={name}>
              {t(`grid.people.${name}`)}
            </option>
          ))}
        <option value="members">{t('grid.people.members')}</option>
      </select>
      {kind === 'members' && (
        <PickMany
          label={label}
          lines={env.members.map((member) => ({
            id: member.id,
            name: member.name,
            body: (
              <span className="flex items-center gap-2">
                <Avatar name={member.name} size="xs" />
                {member.name}
              </span>
            ),
          }))}
          chosen={listOf(value)}
          onChange={(ids) => onChange(ids.length > 0 ? ids : undefined)}
        />
      )}
    </span>
  );
}
