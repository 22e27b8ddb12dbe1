import { useTranslation } from 'react-i18next';
import type { Dependents } from './dependents.ts';

/** What else goes or changes, as a list in words. */
export function DependentList({
  found,
  whole = false,
}: {
  readonly found: Dependents;
  /** Everything inside goes along: views are the thing's own. */
  readonly whole?: boolean;
}) {
  const { t } = useTranslation();
  const names = (list: readonly string[]) => list.join(t('common.listSeparator'));
  const lines = [
    found.views.length > 0 &&
      t(whole ? 'shape.gone.ownViews' : 'shape.gone.views', { names: names(found.views) }),
    found.links.length > 0 && t('shape.gone.links', { names: names(found.links) }),
    found.rules !== null && found.rules > 0 && t('shape.gone.rules', { count: found.rules }),
  ].filter((line) => line !== false);
  return (
    <ul className="mt-2 list-disc pl-5 text-sm">
      {lines.length === 0 && (
        <li>{t(found.rules === null ? 'shape.gone.nothingSeen' : 'shape.gone.nothing')}</li>
      )}
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
