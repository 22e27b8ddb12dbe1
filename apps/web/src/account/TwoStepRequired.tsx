import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery, signOut } from '../client/account.ts';
import { Button } from '../ui/Button.tsx';
import { AccountLayout } from './AccountLayout.tsx';
import { SetUpTwoStep } from './SetUpTwoStep.tsx';

/** In place of a workspace that asks for two-step sign-in, for somebody who has yet to set it up. */
export function TwoStepRequired({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery);
  const leave = async () => {
    await signOut();
    // A whole new page, so that nothing of this session stays in memory on a shared device.
    location.replace('/sign-in');
  };
  return (
    <AccountLayout wide title={t('security.required.title')} intro={t('security.required.text')}>
      <div className="flex flex-col gap-6">
        <SetUpTwoStep
          email={me?.email ?? ''}
          doneLabel={t('security.required.open')}
          onDone={onDone}
        />
        <div className="border-t border-line pt-4">
          <Button kind="quiet" size="sm" onClick={() => void leave()}>
            {t('security.required.signOut')}
          </Button>
        </div>
      </div>
    </AccountLayout>
  );
}
