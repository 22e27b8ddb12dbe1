import type { Breach, Policy } from '@tessera/model';
import { describeBreach, describeGuarantee, type Things } from '@tessera/words';
import { useTranslation } from 'react-i18next';

/** Broken guarantees in words, each with who would have what. */
export function BreachList({
  breaches,
  policy,
  things,
}: {
  readonly breaches: readonly Breach[];
  /** The rules that break them. */
  readonly policy: Policy;
  readonly things: Things;
}) {
  const { t } = useTranslation();
  return (
    <ul className="flex flex-col gap-3">
      {breaches.map((breach) => {
        const guarantee = policy.guarantees?.find(({ id }) => id === breach.guarantee);
        return (
          <li key={breach.guarantee}>
            {guarantee && (
              <p>
                {t('guarantees.named', {
                  name: guarantee.name,
                  text: describeGuarantee(guarantee, things, t),
                })}
              </p>
            )}
            <BreachLines breach={breach} things={things} />
          </li>
        );
      })}
    </ul>
  );
}

export function BreachLines({
  breach,
  things,
}: {
  readonly breach: Breach;
  readonly things: Things;
}) {
  const { t } = useTranslation();
  return describeBreach(breach, things, t).map((line) => (
    <p key={line} className="text-sm text-ink-muted">
      {line}
    </p>
  ));
}
