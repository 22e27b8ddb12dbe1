import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOnline } from '../app/states.tsx';
import { useLiveState } from '../state/workspace-live.ts';
import { Banner } from '../ui/Banner.tsx';

const patience = 4000;

/** Says that changes of others do not arrive, once that has lasted; a short break is nobody's concern. */
export function LiveBanner() {
  const { t } = useTranslation();
  const down = useLiveState((live) => live.state !== 'online');
  const browserOnline = useOnline();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!down) return setLate(false);
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [down]);
  // Without any network the frame of the app says so already.
  if (!late || !down || !browserOnline) return null;
  return (
    <Banner kind="warning" flush>
      {t('grid.reconnecting')}
    </Banner>
  );
}
