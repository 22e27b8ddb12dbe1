import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { demoQuery, hasDemo, takePersona } from '../client/demo.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/Toast.tsx';

/** On the sign-in page of a browser that has a demo company: nobody there has a password, so this leads back. */
export function DemoReturn() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data } = useQuery({ ...demoQuery, enabled: hasDemo() });
  if (!data) return null;
  const back = async () => {
    try {
      await takePersona('sales');
      client.clear();
      location.assign('/');
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  return (
    <div className="mt-6">
      <Banner
        actions={
          <Button size="sm" onClick={() => void back()}>
            {t('demo.signIn.back')}
          </Button>
        }
      >
        {t('demo.signIn.text')}
      </Banner>
    </div>
  );
}
