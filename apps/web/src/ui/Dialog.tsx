import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' };

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly width?: keyof typeof widths;
  readonly closeLabel: string;
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A modal window over the page: what is long scrolls between head and foot. The keyboard begins in its first field. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  width = 'md',
  closeLabel,
  actions,
  children,
}: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center p-4 pt-[min(10vh,4rem)]">
          <Base.Popup
            initialFocus={() =>
              body.current?.querySelector<HTMLElement>('[data-first]') ??
              body.current?.querySelector<HTMLElement>('input, textarea') ??
              true
            }
            className={cx('popup flex max-h-full w-full flex-col rounded-xl', widths[width])}
          >
            <header className="flex items-start gap-3 px-5 pt-4 pb-2">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description && (
                  <Base.Description className="mt-0.5 text-sm text-ink-muted">
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
            {children && (
              <div ref={body} className="min-h-0 overflow-y-auto px-5 pt-1 pb-5">
                {children}
              </div>
            )}
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
