import type { ReactNode } from 'react';

/** A page of text and forms: heading, actions, content of readable width. */
export function Page({
  title,
  text,
  actions,
  above,
  wide = false,
  children,
}: {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  /** A way back, above the title. */
  readonly above?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-[80rem] px-4 pt-6 pb-16 sm:px-8">
        {above && <div className="mb-2 text-sm">{above}</div>}
        <header
          className={`mb-5 flex flex-wrap items-start gap-x-4 gap-y-3 ${wide ? '' : 'max-w-5xl'}`}
        >
          <div className="min-w-56 flex-1">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {text && <p className="mt-0.5 max-w-2xl text-ink-muted">{text}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
        <div className={wide ? undefined : 'max-w-5xl'}>{children}</div>
      </div>
    </div>
  );
}
