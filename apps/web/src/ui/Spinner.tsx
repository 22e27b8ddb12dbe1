import { LoaderCircle } from 'lucide-react';

/** Something is under way. `label` is read out; without it the spinner is decoration. */
export function Spinner({ size = 16, label }: { readonly size?: number; readonly label?: string }) {
  return (
    <span role={label ? 'status' : undefined} className="inline-flex">
      <LoaderCircle size={size} aria-hidden className="animate-spin" />
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
