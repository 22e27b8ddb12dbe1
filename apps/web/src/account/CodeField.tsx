import type { ComponentProps } from 'react';
import { TextField } from '../ui/TextField.tsx';

/** Six digits of an authenticator app; spaces between them do not matter. */
export function CodeField(props: ComponentProps<typeof TextField>) {
  return (
    <TextField
      {...props}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={9}
    />
  );
}

/** Whether a text is a code as far as its form goes. */
export const isCode = (text: string): boolean => /^\d{6}$/u.test(text.replaceAll(/\s/gu, ''));
