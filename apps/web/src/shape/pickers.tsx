import { palette } from '@tessera/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { iconNames, iconOf } from '../app/icons.ts';
import { TableIcon } from '../app/TableIcon.tsx';
import { cx } from '../ui/cx.ts';
import { Popover } from '../ui/Popover.tsx';

/** A dot of a colour that opens the palette. */
export function ColorPicker({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (color: string) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          data-color={value}
          className="flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-hover"
        >
          <span className="size-3.5 rounded-full bg-tint-strong" />
        </button>
      }
    >
      <Colors
        value={value}
        onChange={(color) => {
          onChange(color);
          setOpen(false);
        }}
        label={t('shape.color')}
      />
    </Popover>
  );
}

function Colors({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (color: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid w-fit grid-cols-9 gap-1">
      <legend className="sr-only">{label}</legend>
      {palette.map((color) => (
        <button
          key={color}
          type="button"
          data-color={color}
          aria-label={t(`shape.colors.${color}`)}
          title={t(`shape.colors.${color}`)}
          aria-pressed={color === value}
          className={cx(
            'flex size-7 items-center justify-center rounded-md hover:bg-hover',
            color === value && 'outline-2 outline-accent',
          )}
          onClick={() => onChange(color)}
        >
          <span className="size-4 rounded-full bg-tint-strong" />
        </button>
      ))}
    </fieldset>
  );
}

/** The icon on its colour; opens both choices. */
export function LookPicker({
  icon,
  color,
  onChange,
}: {
  readonly icon: string;
  readonly color: string;
  readonly onChange: (look: { readonly icon: string; readonly color: string }) => void;
}) {
  const { t } = useTranslation();
  return (
    <Popover
      label={t('shape.look')}
      className="w-[19.5rem]"
      trigger={
        <button
          type="button"
          aria-label={t('shape.look')}
          title={t('shape.look')}
          className="-m-0.5 rounded-lg p-0.5 hover:bg-hover"
        >
          <TableIcon icon={icon} color={color} size="lg" />
        </button>
      }
    >
      <Colors
        label={t('shape.color')}
        value={color}
        onChange={(next) => onChange({ icon, color: next })}
      />
      <fieldset className="mt-3 grid grid-cols-9 gap-1 border-t border-line pt-3">
        <legend className="sr-only">{t('shape.icon')}</legend>
        {iconNames.map((name) => {
          const Icon = iconOf(name);
          return (
            <button
              key={name}
              type="button"
              aria-label={`${t('shape.icon')} ${name}`}
              aria-pressed={name === icon}
              className={cx(
                'flex size-7 items-center justify-center rounded-md text-ink-muted hover:bg-hover hover:text-ink',
                name === icon && 'bg-accent-soft text-accent',
              )}
              onClick={() => onChange({ icon: name, color })}
            >
              <Icon size={16} aria-hidden />
            </button>
          );
        })}
      </fieldset>
    </Popover>
  );
}
