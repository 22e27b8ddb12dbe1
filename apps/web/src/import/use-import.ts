import { useQueryClient } from '@tanstack/react-query';
import type { ImportInspection, ImportReport } from '@tessera/protocol';
import { useState } from 'react';
import { type ImportTarget, importFile, inspectFile } from '../client/imports.ts';
import { errorText } from '../i18n/error-text.ts';
import { firstPlan, type ImportPlan, optionsOf, type TargetField } from './mapping.ts';

export type Step = 'file' | 'columns' | 'check' | 'done';

/** An import from choosing a file to its report. */
export function useImport(ws: string, target: ImportTarget, fields: readonly TargetField[]) {
  const client = useQueryClient();
  const [step, setStep] = useState<Step>('file');
  const [file, setFile] = useState<File | null>(null);
  const [inspection, setInspection] = useState<ImportInspection | null>(null);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  /** The answers were changed after the last check. */
  const [changed, setChanged] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const run = (dryRun: boolean) =>
    attempt(async () => {
      if (!file || !plan) return;
      const answer = await importFile(ws, target, file, optionsOf(plan, target.kind, dryRun));
      setReport(answer);
      setChanged(false);
      setStep(dryRun ? 'check' : 'done');
      if (!dryRun) await client.invalidateQueries({ queryKey: ['workspace', ws] });
    });
  return {
    step,
    file,
    inspection,
    plan,
    report,
    changed,
    busy,
    problem,
    choose: (chosen: File) =>
      attempt(async () => {
        const found = await inspectFile(ws, target, chosen);
        setFile(chosen);
        setInspection(found);
        setPlan(firstPlan(found, fields));
        setStep('columns');
      }),
    /** Turns to another sheet of the workbook; what was said of the columns does not fit it. */
    chooseSheet: (sheet: string) =>
      attempt(async () => {
        if (!file) return;
        const found = await inspectFile(ws, target, file, sheet);
        setInspection(found);
        setPlan(firstPlan(found, fields));
        setReport(null);
      }),
    change: (part: Partial<ImportPlan>) => {
      setPlan((now) => now && { ...now, ...part });
      setChanged(true);
    },
    check: () => run(true),
    finish: () => run(false),
    goTo: (next: Step) => {
      setProblem(undefined);
      setStep(next);
    },
    restart: () => {
      setFile(null);
      setInspection(null);
      setPlan(null);
      setReport(null);
      setProblem(undefined);
      setStep('file');
    },
  };
}

export type Import = ReturnType<typeof useImport>;
