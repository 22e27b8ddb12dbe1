import type { WorkspaceAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endViewAs } from '../client/view-as.ts';
import { leaveWithoutGoodbye } from '../state/workspace-live.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';

/** Across every page: whose eyes these are, and the way back to one's own. */
export function ViewAsBar({
  ws,
  viewAs: { as, until },
}: {
  readonly ws: string;
  readonly viewAs: NonNullable<WorkspaceAnswer['viewAs']>;
}) {
  const { t, i18n } = useTranslation();
  const [ending, setEnding] = useState(false);
  const end = () => {
    setEnding(true);
    // The goodbye of the live connection would load this page again, instead of the one that is gone back to.
    leaveWithoutGoodbye();
    void endViewAs(ws);
  };
  const time = new Date(until).toLocaleTimeString(i18n.language, { timeStyle: 'short' });
  return (
    <aside aria-label={t('viewAs.bar')} className="shrink-0">
      <Banner
        kind="warning"
        flush
        title={t(`viewAs.looking.${as.kind}`, { name: as.name })}
        actions={
          <Button size="sm" busy={ending} onClick={end}>
            {t('viewAs.stop')}
          </Button>
        }
      >
        <span className="text-ink">{t('viewAs.readOnlyUntil', { time })}</span>
      </Banner>
    </aside>
  );
}
