import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { FirstStepsRequest } from '@tessera/protocol';
import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeFirstSteps, firstStepsQuery } from '../client/first-steps.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { sidebarRow } from './SidebarTables.tsx';
import { StepLine } from './StepLine.tsx';

const remembered = 'tessera.first-steps';

/** As it was left; at first open, where there is room for it beside the tables. */
function startsOpen(): boolean {
  const left = localStorage.getItem(remembered);
  return left === null ? innerHeight >= 800 : left === 'open';
}

/** The list; read again when one moves on. Pages whose visit is a step are noted. */
function useSteps(ws: string) {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const { data } = useQuery(firstStepsQuery(ws));
  const change = async (body: FirstStepsRequest) => {
    client.setQueryData(firstStepsQuery(ws).queryKey, await changeFirstSteps(ws, body));
  };
  const place = pathname.split('/')[3];
  const seen = place === 't' ? 'table' : place === 'roles' ? 'rules' : undefined;
  const waits = data?.steps.some(({ step, done }) => step === seen && !done) ?? false;
  const closed = data?.closed ?? true;
  useEffect(() => {
    if (closed) return;
    // Nothing is lost when it cannot be noted now: the page will be visited again.
    if (seen && waits) void change({ seen }).catch(() => {});
    else void client.invalidateQueries(firstStepsQuery(ws));
  }, [pathname, closed, waits]);
  return { data, change };
}

/** What somebody new may do first, ticked by what was done; collapses, and is put away for good. */
export function FirstSteps({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { data, change } = useSteps(ws);
  const [open, setOpen] = useState(startsOpen);
  if (!data || data.closed || data.steps.length === 0) return null;
  const done = data.steps.filter((one) => one.done).length;
  const fold = () => {
    localStorage.setItem(remembered, open ? 'folded' : 'open');
    setOpen(!open);
  };
  return (
    <section
      aria-label={t('firstSteps.title')}
      className={cx(
        'flex flex-col border-t border-line px-2 py-1.5',
        open ? 'min-h-32 shrink-[1000]' : 'shrink-0',
      )}
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={fold}
        className={cx(sidebarRow, 'w-full shrink-0 text-sm')}
      >
        <span className="flex-1 text-left font-medium">{t('firstSteps.title')}</span>
        <span className="text-xs">{t('firstSteps.count', { done, all: data.steps.length })}</span>
        <ChevronDown size={14} aria-hidden className={open ? '' : 'rotate-180'} />
      </button>
      {open && (
        <div className="min-h-0 overflow-y-auto pb-1">
          {data.steps.map((one) => (
            <StepLine key={one.step} ws={ws} one={one} />
          ))}
          {done === data.steps.length && (
            <p className="px-2 py-1 text-sm text-ink-muted">{t('firstSteps.allDone')}</p>
          )}
          <Button kind="quiet" size="sm" onClick={() => void change({ closed: true })}>
            {t('firstSteps.hide')}
          </Button>
        </div>
      )}
    </section>
  );
}
