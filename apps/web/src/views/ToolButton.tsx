import type { ComponentProps, ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';

/** A button of the toolbar; tinted while what it stands for is in use. */
export function ToolButton({
  on = false,
  children,
  icon,
  ...rest
}: { readonly on?: boolean; readonly icon: ReactNode; readonly children: ReactNode } & Omit<
  ComponentProps<typeof Button>,
  'kind' | 'size' | 'icon' | 'className' | 'children'
>) {
  return (
    <Button
      {...rest}
      kind="quiet"
      size="sm"
      icon={icon}
      className={on ? 'bg-accent-soft! text-accent!' : 'text-ink-muted'}
    >
      <span className="whitespace-nowrap max-sm:sr-only">{children}</span>
    </Button>
  );
}
