import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { type Persona, personas } from '@tessera/model';
import { Columns2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { demoQuery, takePersona } from '../client/demo.ts';
import { errorText } from '../i18n/error-text.ts';
import { cx } from '../ui/cx.ts';
import { Select } from '../ui/Select.tsx';
import { toast } from '../ui/Toast.tsx';
import { DemoMark } from './DemoMark.tsx';
import { personaPage, tableAt } from './persona-page.ts';
import { ThrowAway } from './ThrowAway.tsx';

/** Across every page of the demo company: that it is one, whose eyes these are, what to notice, and the way out. */
export function DemoBar({ ws, me }: { readonly ws: string; readonly me: string }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { data: demo } = useQuery(demoQuery);
  const [going, setGoing] = useState<Persona | null>(null);
  const self = demo?.personas.find(({ member }) => member === me);
  const become = async (persona: Persona) => {
    if (going || persona === self?.persona) return;
    setGoing(persona);
    try {
      await takePersona(persona);
      // A whole new page: nothing that the one saw stays in memory for the other.
      location.assign(await personaPage(ws, persona, pathname));
    } catch (error) {
      setGoing(null);
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  const shown = going ?? self?.persona ?? null;
  return (
    <aside
      aria-label={t('demo.bar')}
      data-color="violet"
      className="shrink-0 border-b border-line bg-tint px-3 py-1.5 text-sm text-ink"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <DemoMark />
        {demo && (
          <>
            <fieldset className="hidden min-w-0 items-center gap-1 lg:flex">
              <legend className="sr-only">{t('demo.seeAs')}</legend>
              {personas.map((persona) => (
                <button
                  key={persona}
                  type="button"
                  aria-pressed={shown === persona}
                  disabled={going !== null}
                  title={demo.personas.find((one) => one.persona === persona)?.name}
                  onClick={() => void become(persona)}
                  className={cx(
                    'min-h-7 rounded-md px-2.5 font-medium',
                    shown === persona ? 'bg-surface text-ink shadow-low' : 'hover:bg-surface/60',
                  )}
                >
                  {t(`demo.personas.${persona}.title`)}
                </button>
              ))}
            </fieldset>
            <Select
              label={t('demo.seeAs')}
              hideLabel
              size="sm"
              className="w-44 lg:hidden"
              disabled={going !== null}
              value={shown}
              onChange={(persona) => void become(persona)}
              items={personas.map((value) => ({ value, label: t(`demo.personas.${value}.title`) }))}
            />
            <span className="flex-1" />
            <Link
              to="/beside"
              search={besideOf(self?.persona, tableAt(pathname))}
              className="inline-flex min-h-7 items-center gap-1.5 rounded-md px-2 font-medium hover:bg-surface/60"
            >
              <Columns2 size={14} aria-hidden />
              {t('demo.sideBySide')}
            </Link>
            <ThrowAway />
          </>
        )}
      </div>
      {self && (
        <p className="mt-1" role="status">
          <strong className="font-semibold">{t('demo.youAre', { name: self.name })}</strong>{' '}
          {t(`demo.personas.${self.persona}.notice`)}
        </p>
      )}
    </aside>
  );
}

/** Beside oneself stands somebody who sees most, or least of it. */
function besideOf(self: Persona | undefined, at: string | undefined) {
  const left = self ?? 'sales';
  return {
    left,
    right: left === 'management' ? 'sales' : 'management',
    ...(at && { at }),
  } as const;
}
