import { Drawer as Base } from '@base-ui/react/drawer';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

export interface DrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly closeLabel: string;
  /** false: the page beside it stays usable, and a click there does not close it. */
  readonly modal?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A panel at the right side. */
export function Drawer({
  open,
  onOpenChange,
  title,
  description,
  closeLabel,
  modal = true,
  actions,
  children,
}: DrawerProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => onOpenChange(next)}
      swipeDirection="right"
      modal={modal}
      disablePointerDismissal={!modal}
    >
      <Base.Portal>
        {modal && (
          <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        )}
        <Base.Viewport className="pointer-events-none fixed inset-0 z-40 flex justify-end">
          <Base.Popup className="pointer-events-auto flex h-full w-[min(30rem,100vw)] [transform:translateX(var(--drawer-swipe-movement-x))] flex-col border-l border-line bg-raised shadow-high outline-none transition-transform duration-200 ease-out data-ending-style:[transform:translateX(100%)] data-starting-style:[transform:translateX(100%)] data-swiping:duration-0">
            <header className="flex items-start gap-3 border-b border-line px-5 py-3">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description && (
                  <Base.Description className="text-sm text-ink-muted">
                    {description}
                  </Base.Description>
                )}
              </div>
              <Base.Close
                aria-label={closeLabel}
                className="flex size-7 items-center justify-center rounded-md text-ink-muted hover:bg-hover"
              >
                <X size={16} aria-hidden />
              </Base.Close>
            </header>
            {/* What scrolls takes the keyboard: there may be nothing in it that does. */}
            <Base.Content
              tabIndex={0}
              className="min-h-0 flex-1 overflow-y-auto px-5 py-4 -outline-offset-2"
            >
              {children}
            </Base.Content>
            {actions && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
                {actions}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
