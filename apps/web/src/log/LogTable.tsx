import { type AuditKind, workspaceActions } from '@tessera/model';
import type { OutAuditEntry } from '@tessera/protocol';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

type Key<Kind> = Kind extends `${infer A}.${infer B}` ? `${A}_${B}` : Kind;

/** The name of a kind among the texts, in which a dot would part it. */
export const kindKey = (kind: AuditKind) => kind.replace('.', '_') as Key<AuditKind>;

/** The log as a table: when, who, what, and what else there is to say. */
export function LogTable({ entries }: { readonly entries: readonly OutAuditEntry[] }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full min-w-[48rem] text-left">
        <thead className="bg-canvas text-sm text-ink-muted">
          <tr>
            {(['time', 'who', 'what', 'details'] as const).map((column) => (
              <th key={column} scope="col" className="px-3 py-2 font-medium">
                {t(`log.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq} className="border-t border-line align-top">
              <td className="whitespace-nowrap px-3 py-2 text-ink-muted">
                <time dateTime={entry.at}>
                  {new Date(entry.at).toLocaleString(i18n.language, {
                    dateStyle: 'medium',
                    timeStyle: 'medium',
                  })}
                </time>
              </td>
              <td className="whitespace-nowrap px-3 py-2">
                {entry.actor?.name ??
                  t(entry.kind === 'guarantees.check' ? 'log.house' : 'log.nobody')}
              </td>
              <td className="max-w-md px-3 py-2">
                <span className="font-medium">{t(`log.kinds.${kindKey(entry.kind)}`)}</span>
                <span className="block break-words">{thingsOf(entry)}</span>
                <span className="block break-words text-sm text-ink-muted">
                  {namesOf(entry, ({ kind }) => kind === 'field')}
                </span>
              </td>
              <td className="max-w-md break-words px-3 py-2 text-sm text-ink-muted">
                {detailsOf(entry, t, i18n.language).join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function namesOf(
  { about }: OutAuditEntry,
  wanted: (one: OutAuditEntry['about'][number]) => boolean,
): string {
  const names = about.filter(wanted).map(({ name }) => name);
  return names.join(' · ');
}

/** What it is about, apart from fields; who did something to himself is not named twice. */
function thingsOf(entry: OutAuditEntry): string {
  return namesOf(entry, ({ kind, id }) => kind !== 'field' && id !== entry.actor?.id);
}

function detailsOf(entry: OutAuditEntry, t: TFunction, language: string): readonly string[] {
  const { kind, count, via, rules, version, duty, from, until, reason, aspects = [] } = entry;
  const day = (at: string) => new Date(at).toLocaleDateString(language, { dateStyle: 'medium' });
  const right = workspaceActions.find((action) => action === duty);
  const wrong = (['password', 'code'] as const).find((one) => aspects.includes(one));
  return [
    ...(kind === 'security.change' ? [t(count === 1 ? 'log.asks.on' : 'log.asks.off')] : []),
    ...(kind === 'guarantees.check' ? [t('log.broken', { count: count ?? 0 })] : []),
    ...(count !== undefined && kind !== 'security.change' && kind !== 'guarantees.check'
      ? [t('log.count', { count })]
      : []),
    ...(wrong && kind.startsWith('signIn') ? [t(`log.wrong.${wrong}`)] : []),
    ...(via ? [t(`log.via.${via}`)] : []),
    ...(rules && version !== undefined ? [t('log.rules', { version, ...rules })] : []),
    ...(right ? [t('log.lacked', { right: t(`access.workspace.${right}.name`) })] : []),
    ...(from ? [t('log.since', { day: day(from) })] : []),
    ...(until ? [t('log.until', { day: day(until) })] : []),
    ...(reason ? [t('log.reason', { reason })] : []),
    ...(entry.closed ? [t('log.closed')] : []),
  ];
}
