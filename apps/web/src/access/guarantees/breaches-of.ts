import { AppError, type Breach } from '@tessera/model';

/** What a refused save would have broken; empty when it was refused for something else. */
export function breachesOf(error: unknown): readonly Breach[] {
  const details = error instanceof AppError ? error.details : undefined;
  return typeof details === 'object' && details !== null && 'breaches' in details
    ? (details as { readonly breaches: readonly Breach[] }).breaches
    : [];
}
