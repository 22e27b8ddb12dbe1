import type { SavedTemplate } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';

/** Whether something that one might expect in it is not. That rules stay behind was said before. */
export function leavesOut({ left }: SavedTemplate): boolean {
  return (
    left.tables.length + left.links.length + left.rules + left.closed.length + left.records > 0
  );
}

/** What could not come along into a template that was just saved. */
export function LeftOut({
  saved: { left },
  onClose,
}: {
  readonly saved: SavedTemplate;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const names = (list: readonly string[]) => list.join(t('auth.setup.and'));
  const lines = [
    left.closed.length > 0 && t('templates.left.closed', { names: names(left.closed) }),
    left.links.length > 0 && t('templates.left.links', { names: names(left.links) }),
    left.tables.length > 0 && t('templates.left.tables', { names: names(left.tables) }),
    left.rules > 0 && t('templates.left.rules', { count: left.rules }),
    left.records > 0 && t('templates.left.records', { count: left.records }),
  ].filter((line) => line !== false);
  return (
    <div className="mb-6">
      <Banner
        title={t('templates.leftTitle')}
        actions={
          <Button size="sm" onClick={onClose}>
            {t('common.close')}
          </Button>
        }
      >
        <ul className="list-disc pl-4">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Banner>
    </div>
  );
}
