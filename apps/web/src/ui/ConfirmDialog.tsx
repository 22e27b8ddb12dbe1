import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useState } from 'react';
import { Button } from './Button.tsx';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly danger?: boolean;
  /** The dialog stays, busy, until this is done; it stays open when this throws. */
  readonly onConfirm: () => Promise<void> | void;
}

/** Asks once more before something that is hard to take back. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  cancelLabel,
  danger = false,
  onConfirm,
}: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch {
      // Whoever confirms shows what went wrong; the question stays open.
    } finally {
      setBusy(false);
    }
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center p-4 pt-[18vh]">
          <AlertDialog.Popup className="popup w-full max-w-md rounded-xl">
            <div className="px-5 pt-4 pb-5">
              <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
              {children && (
                <AlertDialog.Description render={<div />} className="mt-1 text-base text-ink-muted">
                  {children}
                </AlertDialog.Description>
              )}
            </div>
            <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
              <AlertDialog.Close render={<Button disabled={busy}>{cancelLabel}</Button>} />
              <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
                {confirmLabel}
              </Button>
            </footer>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
