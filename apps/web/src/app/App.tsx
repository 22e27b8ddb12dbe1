import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { whenSignedOut } from '../client/http.ts';
import { ToastProvider } from '../ui/Toast.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { makeQueryClient } from './query-client.ts';
import { router } from './router.tsx';

const client = makeQueryClient();

whenSignedOut(() => {
  const { pathname, href } = router.history.location;
  if (['/sign-in', '/setup'].includes(pathname) || pathname.startsWith('/invite/')) return;
  client.clear();
  void router.navigate({ to: '/sign-in', search: pathname === '/' ? {} : { next: href } });
});

/** The whole client. */
export function App() {
  const { t } = useTranslation();
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delay={500}>
        <ToastProvider closeLabel={t('common.close')}>
          <RouterProvider router={router} />
        </ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>
  );
}
