import type { ImportTarget } from '../client/imports.ts';
import type { Import } from './use-import.ts';
import type { Target } from './use-target.ts';

/** What every step of an import gets. */
export interface StepProps {
  readonly ws: string;
  readonly kind: ImportTarget['kind'];
  readonly target: Target;
  readonly work: Import;
}
