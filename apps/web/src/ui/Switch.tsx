import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

export interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
}

/** Something that is on or off at once, without saving. */
export function Switch({ checked, onChange, children, hint, disabled = false }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is a labelable control of its own.
    <label className="flex items-start gap-2.5 py-0.5">
      <Base.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        className="mt-0.5 flex h-4.5 w-8 shrink-0 rounded-full bg-control p-0.5 transition-colors data-checked:bg-accent data-disabled:opacity-60"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-white transition-transform data-checked:translate-x-3.5" />
      </Base.Root>
      <span className="min-w-0">
        {children}
        {hint && <span className="block text-xs text-ink-muted">{hint}</span>}
      </span>
    </label>
  );
}
