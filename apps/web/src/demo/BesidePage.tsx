import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Persona, personas } from '@tessera/model';
import { Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { demoQuery, takePersona } from '../client/demo.ts';
import { path } from '../client/http.ts';
import { Select } from '../ui/Select.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { DemoMark } from './DemoMark.tsx';
import { ThrowAway } from './ThrowAway.tsx';

export interface Beside {
  readonly left: Persona;
  readonly right: Persona;
  /** The table that both begin with. */
  readonly at?: string | undefined;
}

/** Two personas next to one another, each in a frame with a session of its own. */
export function BesidePage({
  beside,
  onChange,
}: {
  readonly beside: Beside;
  readonly onChange: (beside: Beside) => void;
}) {
  const { t } = useTranslation();
  const { data: demo, error, isPending } = useQuery(demoQuery);
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    document.title = `${t('demo.sideBySide')} · Tessera`;
  }, [t]);
  if (isPending)
    return (
      <div className="p-8">
        <SkeletonLines count={6} label={t('common.loading')} />
      </div>
    );
  if (!demo) return <FailedState error={error} />;
  const ws = demo.workspace;
  const src = beside.at ? path`/w/${ws}/t/${beside.at}` : path`/w/${ws}`;
  return (
    <div className="flex h-full flex-col">
      <header
        data-color="violet"
        className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-tint px-3 py-1.5 text-sm"
      >
        <DemoMark />
        <h1 className="font-semibold">{t('demo.sideBySide')}</h1>
        <span>{t('demo.live')}</span>
        <span className="flex-1" />
        <Link
          to="/w/$ws"
          params={{ ws }}
          className="inline-flex min-h-7 items-center gap-1.5 rounded-md px-2 font-medium hover:bg-surface/60"
        >
          <Square size={14} aria-hidden />
          {t('demo.back')}
        </Link>
        <ThrowAway onLeaving={setLeaving} />
      </header>
      <main className="flex min-h-0 flex-1 flex-col divide-y divide-line-strong md:flex-row md:divide-x md:divide-y-0">
        {(leaving ? [] : (['left', 'right'] as const)).map((side) => (
          <Pane
            key={side}
            label={t(`demo.${side}`)}
            persona={beside[side]}
            name={demo.personas.find(({ persona }) => persona === beside[side])?.name ?? ''}
            src={src}
            onChange={(persona) => onChange({ ...beside, [side]: persona })}
          />
        ))}
      </main>
    </div>
  );
}

function Pane({
  label,
  persona,
  name,
  src,
  onChange,
}: {
  readonly label: string;
  readonly persona: Persona;
  readonly name: string;
  readonly src: string;
  readonly onChange: (persona: Persona) => void;
}) {
  const { t } = useTranslation();
  const [ready, setReady] = useState<Persona | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    setError(null);
    takePersona(persona, true).then(
      () => current && setReady(persona),
      (thrown: unknown) => current && setError(thrown),
    );
    return () => {
      current = false;
    };
  }, [persona]);
  return (
    <section aria-label={label} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 items-start gap-3 border-b border-line bg-canvas px-3 py-1.5 text-sm">
        <Select
          label={`${label}: ${t('demo.seeAs')}`}
          hideLabel
          size="sm"
          className="w-36 shrink-0"
          value={persona}
          onChange={onChange}
          items={personas.map((value) => ({ value, label: t(`demo.personas.${value}.title`) }))}
        />
        <p className="min-w-0 flex-1 text-ink-muted">
          <strong className="font-semibold text-ink">{t('demo.them', { name })}</strong>{' '}
          {t(`demo.personas.${persona}.notice`)}
        </p>
      </div>
      {error !== null ? (
        <FailedState error={error} />
      ) : ready === persona ? (
        <iframe
          key={persona}
          data-persona={persona}
          title={`${t(`demo.personas.${persona}.title`)}: ${name}`}
          src={src}
          className="min-h-0 w-full flex-1 border-0"
        />
      ) : (
        <div className="p-8">
          <SkeletonLines count={6} label={t('common.loading')} />
        </div>
      )}
    </section>
  );
}
