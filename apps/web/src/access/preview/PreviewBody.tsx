import type { PolicyPreviewAnswer, PreviewExample, PreviewTurnover } from '@tessera/protocol';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import {
  type FoldedEffect,
  type FoldedTable,
  foldEffects,
  isNone,
  type Line,
  type Span,
} from './fold-effects.ts';

/** People who are named before the others are counted. */
const mostNamed = 3;

/** What a draft would change: sums first, then people with whom the same things change. */
export function PreviewBody({
  ws,
  preview,
}: {
  readonly ws: string;
  readonly preview: PolicyPreviewAnswer;
}) {
  const { t } = useTranslation();
  const { totals, effects, views, errors, warnings, names } = preview;
  const right = (name: (typeof errors)[number]['right']) => t(`access.workspace.${name}.name`);
  const people = (count: number) => t('preview.people', { count });
  return (
    <div className="flex flex-col gap-5">
      {errors.map((one) => (
        <Banner
          key={one.right}
          kind="error"
          title={t('preview.nobodyHolds', { right: right(one.right) })}
        />
      ))}
      {warnings.map((one) => (
        <Banner
          key={one.right}
          kind="warning"
          title={t('preview.youLose', { right: right(one.right) })}
        />
      ))}
      {effects.length === 0 && <p>{t('preview.nothing')}</p>}
      {totals.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {totals.map(({ table, members, records, cells }) => (
            <div key={table} className="contents">
              <dt className="font-medium">{names[table]}</dt>
              <dd>
                {[
                  people(members),
                  sum(t('preview.records'), records, t),
                  sum(t('preview.cells'), cells, t),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {JSON.stringify(effects).includes('"some"') && (
        <p className="text-sm text-ink-muted">{t('preview.someText')}</p>
      )}
      <ul className="flex flex-col gap-4">
        {foldEffects(effects).map((effect) => (
          <li key={effect.members[0]} className="rounded-lg border border-line p-3">
            <People effect={effect} names={names} />
            {effect.rights.gained.map((one) => (
              <p key={one}>{t('preview.rightGained', { right: right(one) })}</p>
            ))}
            {effect.rights.lost.map((one) => (
              <p key={one}>{t('preview.rightLost', { right: right(one) })}</p>
            ))}
            {effect.tables.map((one) => (
              <TableChange key={one.table} ws={ws} one={one} names={names} />
            ))}
          </li>
        ))}
      </ul>
      {views.length > 0 && (
        <section>
          <h3 className="font-medium">{t('preview.views')}</h3>
          <ul>
            {views.map(({ table, view, members }) => (
              <li key={view}>
                {t('preview.view', {
                  view: names[view],
                  table: names[table],
                  people: people(members),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

type Names = PolicyPreviewAnswer['names'];

function People({ effect, names }: { readonly effect: FoldedEffect; readonly names: Names }) {
  const { t } = useTranslation();
  const all = effect.members.map((id) => names[id] ?? id);
  if (all.length <= mostNamed) return <h3 className="font-medium">{listed(all)}</h3>;
  const few = all.slice(0, mostNamed).join(t('common.listSeparator'));
  return (
    <details>
      <summary className="cursor-pointer font-medium">
        {t('preview.more', { names: few, count: all.length - mostNamed })}
      </summary>
      <p className="max-h-40 overflow-y-auto text-sm text-ink-muted">{listed(all)}</p>
    </details>
  );
}

function TableChange({
  ws,
  one,
  names,
}: {
  readonly ws: string;
  readonly one: FoldedTable;
  readonly names: Names;
}) {
  const { t } = useTranslation();
  const { table, lines, create, examples } = one;
  return (
    <div className="mt-2">
      <h4 className="font-medium text-ink-muted">{names[table]}</h4>
      <ul>
        {lines.map((line) => (
          <li key={JSON.stringify(line.what)} className="flex justify-between gap-4">
            <span>{labelOf(line, names, t)}</span>
            <span className="text-right whitespace-nowrap tabular-nums">{amounts(line, t)}</span>
          </li>
        ))}
        {create && <li>{t(`preview.create.${create}`)}</li>}
      </ul>
      <Examples
        label={t('preview.gainedExamples')}
        of={examples.gained}
        href={`/w/${ws}/t/${table}`}
      />
      <Examples label={t('preview.lostExamples')} of={examples.lost} href={`/w/${ws}/t/${table}`} />
    </div>
  );
}

/** They open beside the page, so that the draft stays as it is. */
function Examples({
  label,
  of,
  href,
}: {
  readonly label: string;
  readonly of: readonly PreviewExample[];
  readonly href: string;
}) {
  const { t } = useTranslation();
  if (of.length === 0) return null;
  return (
    <p className="text-sm text-ink-muted">
      {label}{' '}
      {of.map(({ id, title }, i) => (
        <span key={id}>
          {i > 0 && t('common.listSeparator')}
          <a className="underline" href={href} target="_blank" rel="noreferrer">
            {typeof title === 'string' && title !== '' ? title : t('preview.untitled')}
          </a>
        </span>
      ))}
    </p>
  );
}

const listed = (names: readonly string[]): string =>
  new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(names);

function labelOf({ what }: Line, names: Names, t: TFunction): string {
  if (what.kind === 'records') return t('preview.records');
  if (what.kind === 'action') return t(`access.action.${what.action}`);
  const fields = listed(what.fields.map((id) => names[id] ?? id));
  return t(`preview.use.${what.use}`, { fields });
}

function amounts({ gained, lost }: Pick<Line, 'gained' | 'lost'>, t: TFunction): string {
  return [
    ...(isNone(gained) ? [] : [t('preview.gain', { amount: amountOf(gained, t) })]),
    ...(isNone(lost) ? [] : [t('preview.lose', { amount: amountOf(lost, t) })]),
  ].join(t('common.listSeparator'));
}

function amountOf(span: Span, t: TFunction): string {
  if (span === 'some') return t('preview.some');
  const [least, most] = [
    span.least.toLocaleString(currentLanguage()),
    span.most.toLocaleString(currentLanguage()),
  ];
  return least === most ? most : t('preview.span', { least, most });
}

function sum(label: string, { gained, lost }: PreviewTurnover, t: TFunction): string {
  const span = (amount: PreviewTurnover['gained']): Span =>
    amount === 'some' ? 'some' : { least: amount, most: amount };
  const text = amounts({ gained: span(gained), lost: span(lost) }, t);
  return text && t('preview.sum', { label, text });
}
