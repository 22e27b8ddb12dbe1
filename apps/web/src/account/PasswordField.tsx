import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { passwordStrength, type Strength, shortestPassword } from './password-strength.ts';

const bars: Record<Strength, { filled: number; look: string }> = {
  short: { filled: 0, look: 'bg-control' },
  weak: { filled: 1, look: 'bg-danger' },
  fair: { filled: 2, look: 'bg-warning' },
  good: { filled: 3, look: 'bg-success' },
  strong: { filled: 4, look: 'bg-success' },
};

/** A password that can be shown while it is typed. */
export function PasswordField(props: ComponentProps<typeof TextField>) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      end={
        <IconButton
          label={t(shown ? 'auth.hidePassword' : 'auth.showPassword')}
          size="sm"
          className="mr-1"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
        </IconButton>
      }
    />
  );
}

/** Four bars and a word on how hard the password is to guess. */
export function StrengthHint({
  password,
  known = [],
}: {
  readonly password: string;
  readonly known?: readonly string[];
}) {
  const { t } = useTranslation();
  if (password === '') return <span>{t('auth.strength.hint')}</span>;
  const strength = passwordStrength(password, known);
  const { filled, look } = bars[strength];
  const missing = shortestPassword - [...password].length;
  return (
    <span className="flex items-center gap-2">
      <span className="flex gap-1" aria-hidden>
        {[1, 2, 3, 4].map((bar) => (
          <span
            key={bar}
            className={`h-1 w-6 rounded-full ${bar <= filled ? look : 'bg-pressed'}`}
          />
        ))}
      </span>
      <span aria-live="polite">
        {strength === 'short'
          ? t('auth.strength.short', { count: missing })
          : t(`auth.strength.${strength}`)}
      </span>
    </span>
  );
}
