import { type Condition, isDerived } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { CellEnv } from '../field-types/field-ui.ts';
import { Button } from '../ui/Button.tsx';
import { FilterBuilder } from '../views/FilterBuilder.tsx';

/** A condition of a rule, built as filters are, over cells that are stored (decision 011); a button until one is wanted. */
export function ConditionField({
  label,
  table,
  env,
  condition,
  needed = false,
  onChange,
}: {
  readonly label: string;
  readonly table: Pick<OutTable, 'fields'>;
  readonly env: CellEnv;
  readonly condition: Condition | undefined;
  /** Without a condition the rule says nothing. */
  readonly needed?: boolean;
  readonly onChange: (condition: Condition | undefined) => void;
}) {
  const [open, setOpen] = useState(needed || condition !== undefined);
  if (!open)
    return (
      <Button
        kind="quiet"
        size="sm"
        className="self-start"
        icon={<Plus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
    );
  const fields = table.fields.filter((field) => !isDerived(field));
  return (
    <fieldset className="min-w-0 rounded-lg border border-line p-2">
      <legend className="px-1 text-sm text-ink-muted">{label}</legend>
      <FilterBuilder table={{ fields }} env={env} condition={condition} onChange={onChange} />
    </fieldset>
  );
}
