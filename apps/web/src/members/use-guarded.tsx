import { AppError } from '@tessera/model';
import { type Duty, type GuardedRefusal, guardedDuties } from '@tessera/protocol';
import { type ReactNode, useState } from 'react';
import { DutyDialog } from './DutyDialog.tsx';

/** What is sent along so that somebody may come to hold a guarded duty. */
export interface Assurance {
  readonly reason?: string;
  readonly confirmed?: true;
}

type Work = (assurance: Assurance) => Promise<void>;

/**
 * For changes by which people may come to hold a guarded duty: `run` does the work and, where the server asks for a
 * reason and a confirmation, asks for them and does it again. `dialog` is what is shown for that.
 */
export function useGuarded(name: string): {
  readonly run: (work: Work) => Promise<void>;
  readonly dialog: ReactNode;
} {
  const [asked, setAsked] = useState<{ readonly duties: readonly Duty[]; readonly work: Work }>();
  const run = async (work: Work) => {
    try {
      await work({});
    } catch (error) {
      const duties = guardedOf(error);
      if (duties.length === 0) throw error;
      setAsked({ duties, work });
    }
  };
  const dialog = asked && (
    <DutyDialog
      name={name}
      // Whoever owns the workspace holds every other duty with it.
      duty={asked.duties.includes('owner') ? 'owner' : (asked.duties[0] ?? 'owner')}
      guarded
      onConfirm={(reason) => asked.work({ reason, confirmed: true })}
      onClose={() => setAsked(undefined)}
    />
  );
  return { run, dialog };
}

function guardedOf(error: unknown): readonly Duty[] {
  if (!(error instanceof AppError)) return [];
  const told = (error.details as Partial<GuardedRefusal> | undefined)?.guarded ?? [];
  return guardedDuties.filter((duty) => told.includes(duty));
}
