import { AppError } from '@tessera/model';
import type { GivingRefusal } from '@tessera/protocol';
import { describePrincipal, type Things } from '@tessera/words';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';

type Gives = GivingRefusal['gives'];

/**
 * For saves of rules: `run` does the work. Where the server asks for a confirmation of what the rules newly give, it throws,
 * and `notice` says what that is; once that is ticked, `run` sends the confirmation along.
 */
export function useGiving(things: Things): {
  readonly run: (work: (confirmed?: true) => Promise<void>) => Promise<void>;
  readonly notice: ReactNode;
} {
  const { t } = useTranslation();
  const [gives, setGives] = useState<Gives>();
  const [confirmed, setConfirmed] = useState(false);
  const run = async (work: (confirmed?: true) => Promise<void>) => {
    try {
      await work(confirmed || undefined);
    } catch (error) {
      const found = givesOf(error);
      if (found === undefined) throw error;
      setGives(found);
      setConfirmed(false);
      throw new AppError('invalid', t('access.giving.needed'));
    }
  };
  const notice = gives && (
    <div className="flex flex-col gap-3">
      <Banner kind="warning" title={t('access.giving.title')}>
        <ul>
          {gives.rights.map(({ to, rights }) => (
            <li key={JSON.stringify(to)}>
              {t('access.giving.rights', {
                who: describePrincipal(to, things, t),
                rights: rights.map((right) => t(`access.workspace.${right}.name`)).join(', '),
              })}
            </li>
          ))}
          {gives.everyone.length > 0 && (
            <li>{t('access.giving.everyone', { count: gives.everyone.length })}</li>
          )}
        </ul>
      </Banner>
      <Checkbox checked={confirmed} onChange={setConfirmed}>
        {t('access.giving.confirm')}
      </Checkbox>
    </div>
  );
  return { run, notice };
}

function givesOf(error: unknown): Gives | undefined {
  if (!(error instanceof AppError)) return undefined;
  return (error.details as Partial<GivingRefusal> | undefined)?.gives;
}
