import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';

const manager = Base.createToastManager();

export interface ToastOptions {
  readonly text: ReactNode;
  readonly kind?: 'info' | 'success' | 'error';
  /** A button in the toast, such as Undo; it closes the toast. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Milliseconds; 0 stays until closed. */
  readonly timeout?: number;
}

/** Shows a short message at the foot of the window; gives its id. Errors are read out at once. */
export function toast({ text, kind = 'info', action, timeout }: ToastOptions): string {
  const id: string = manager.add({
    description: text,
    type: kind,
    priority: kind === 'error' ? 'high' : 'low',
    timeout: timeout ?? (kind === 'error' || action ? 8000 : 4000),
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          action.run();
          manager.close(id);
        },
      },
    }),
  });
  return id;
}

function List({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = Base.useToastManager();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      aria-label={typeof item.description === 'string' ? item.description : undefined}
      swipeDirection={['down', 'right']}
      className="rounded-lg bg-ink text-ink-inverse shadow-high transition-[opacity,transform] duration-200 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-center gap-3 py-2 pr-2 pl-3">
        {item.type === 'error' && <CircleAlert size={16} aria-hidden className="shrink-0" />}
        {item.type === 'success' && <CircleCheck size={16} aria-hidden className="shrink-0" />}
        <Base.Description className="min-w-0 flex-1 text-sm" />
        <Base.Action className="shrink-0 rounded px-2 py-1 text-sm font-semibold underline underline-offset-2 outline-offset-0 hover:bg-white/10 focus-visible:outline-white" />
        <Base.Close
          aria-label={closeLabel}
          className="flex size-6 shrink-0 items-center justify-center rounded hover:bg-white/10 focus-visible:outline-white"
        >
          <X size={14} aria-hidden />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}

/** The place where toasts appear; once, around the app. */
export function ToastProvider({
  closeLabel,
  children,
}: {
  readonly closeLabel: string;
  readonly children: ReactNode;
}) {
  return (
    <Base.Provider toastManager={manager} limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed bottom-4 left-1/2 z-60 flex w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 flex-col gap-2">
          <List closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
