import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

export interface TooltipProps {
  readonly text: string;
  readonly keys?: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** One element that takes a ref and the trigger's props. */
  readonly children: ReactElement;
}

/** A short name for what is hovered or focused. Never the only place a text stands. */
export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-60">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-ink-inverse shadow-high transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
            {keys && <kbd className="font-sans opacity-75">{keys}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Shared hover delay for all tooltips below it. */
export const TooltipProvider = Base.Provider;
