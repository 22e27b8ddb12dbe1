import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';

export interface MenuProps {
  /** The button that opens it; takes a ref and props. */
  readonly trigger: ReactElement;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly align?: 'start' | 'center' | 'end';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A menu of actions below its trigger. Fill it with MenuItem, MenuGroup, MenuChoice, MenuLine. */
export function Menu({
  trigger,
  side = 'bottom',
  align = 'start',
  className,
  children,
}: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50">
          <Base.Popup
            className={cx(
              'popup max-h-(--available-height) max-w-80 min-w-48 overflow-y-auto p-1',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, keys, danger, disabled, onSelect, children }: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled ?? false}
      onClick={onSelect}
      className={cx('option', danger && 'text-danger')}
    >
      {icon && (
        <span
          className={cx('flex size-4 items-center justify-center', !danger && 'text-ink-muted')}
        >
          {icon}
        </span>
      )}
      <span className="min-w-0 flex-1">{children}</span>
      {keys && <kbd className="font-sans text-xs text-ink-faint">{keys}</kbd>}
    </Base.Item>
  );
}

/** Items under a heading. */
export function MenuGroup({
  label,
  children,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-xs text-ink-muted">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

/** One of several, marked. */
export function MenuChoice<Value extends string>({
  label,
  value,
  items,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly items: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
      <MenuGroup label={label}>
        {items.map((item) => (
          <Base.RadioItem key={item.value} value={item.value} closeOnClick className="option">
            <span className="flex size-4 items-center justify-center text-accent">
              <Base.RadioItemIndicator>
                <Check size={14} aria-hidden />
              </Base.RadioItemIndicator>
            </span>
            {item.label}
          </Base.RadioItem>
        ))}
      </MenuGroup>
    </Base.RadioGroup>
  );
}

/** A ticked item that leaves the menu open. */
export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onChange} className="option">
      <span className="flex size-4 items-center justify-center text-accent">
        <Base.CheckboxItemIndicator>
          <Check size={14} aria-hidden />
        </Base.CheckboxItemIndicator>
      </span>
      <span className="min-w-0 flex-1">{children}</span>
    </Base.CheckboxItem>
  );
}

export function MenuLine() {
  return <hr className="mx-1 my-1 border-line" />;
}
