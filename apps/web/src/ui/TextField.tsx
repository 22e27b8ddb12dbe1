import { Field } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

interface Labelled {
  readonly label: ReactNode;
  /** Hides the label from sight, not from screen readers. */
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly className?: string;
}

/** A label, a control, a hint and an error, tied together for screen readers. */
export function Labelled({
  label,
  hideLabel = false,
  hint,
  error,
  className,
  children,
}: Labelled & { readonly children: ReactNode }) {
  return (
    <Field.Root invalid={Boolean(error)} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <Field.Label
        className={
          hideLabel ? 'sr-only' : 'text-sm font-medium text-ink data-disabled:text-ink-muted'
        }
      >
        {label}
      </Field.Label>
      {children}
      {hint && !error && (
        <Field.Description className="text-xs text-ink-muted">{hint}</Field.Description>
      )}
      {error && (
        <Field.Error match className="text-xs text-danger">
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}

export interface TextFieldProps
  extends Labelled,
    Omit<ComponentProps<typeof Field.Control>, 'className' | 'size' | 'render'> {
  readonly size?: 'md' | 'lg';
  /** Shown inside, behind the text; a button to reveal a password, say. */
  readonly end?: ReactNode;
}

/** One line of text with its label. Takes what `register` of react-hook-form gives. */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  className,
  size = 'md',
  end,
  ...control
}: TextFieldProps) {
  return (
    <Labelled
      label={label}
      hint={hint}
      error={error}
      {...(hideLabel && { hideLabel })}
      {...(className && { className })}
    >
      <span
        className={cx('field-box', size === 'lg' ? 'min-h-10' : 'min-h-8')}
        data-invalid={error ? '' : undefined}
        data-disabled={control.disabled ? '' : undefined}
      >
        <Field.Control
          {...control}
          className={cx(
            'min-w-0 flex-1 self-stretch rounded-md bg-transparent outline-none',
            size === 'lg' ? 'px-3' : 'px-2.5',
          )}
        />
        {end}
      </span>
    </Labelled>
  );
}

export interface TextAreaProps
  extends Labelled,
    Omit<ComponentProps<'textarea'>, 'className' | 'children'> {
  /** What is written in it is code. */
  readonly code?: boolean;
}

/** Several lines of text with their label. */
export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  className,
  code = false,
  ...control
}: TextAreaProps) {
  return (
    <Labelled
      label={label}
      hint={hint}
      error={error}
      {...(hideLabel && { hideLabel })}
      {...(className && { className })}
    >
      <Field.Control
        render={<textarea rows={3} {...control} />}
        className={cx('field-box resize-y px-2.5 py-1.5', code && 'font-mono')}
      />
    </Labelled>
  );
}
