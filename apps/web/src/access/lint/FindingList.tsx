import type { Finding, Policy } from '@tessera/model';
import { describeFinding, type Things } from '@tessera/words';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/cx.ts';
import { useDay } from '../use-day.ts';

const looks = {
  error: { Icon: CircleAlert, look: 'text-danger' },
  warning: { Icon: TriangleAlert, look: 'text-warning' },
  note: { Icon: Info, look: 'text-ink-muted' },
} as const;

/** Findings in words, each with the rules it is about. */
export function FindingList({
  ws,
  findings,
  policy,
  things,
}: {
  readonly ws: string;
  readonly findings: readonly Finding[];
  /** The rules that were checked. */
  readonly policy: Policy;
  readonly things: Things;
}) {
  const { t } = useTranslation();
  const day = useDay(ws);
  return (
    <ul className="flex flex-col gap-3">
      {findings.map((finding) => {
        const { Icon, look } = looks[finding.severity];
        const words = describeFinding(finding, policy, things, t, day);
        return (
          <li key={JSON.stringify(finding)} className="flex items-start gap-2">
            <Icon
              size={15}
              role="img"
              aria-label={t(`lint.severity.${finding.severity}`)}
              className={cx('mt-0.5 shrink-0', look)}
            />
            <div className="min-w-0">
              <p>{words.text}</p>
              {words.rules.map((rule) => (
                <p key={rule} className="text-sm text-ink-muted">
                  {rule}
                </p>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
