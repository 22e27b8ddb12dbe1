import { type TableAction, tableActions } from '@tessera/model';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/Checkbox.tsx';

/** The actions of a rule or a lock, each to be ticked. */
export function ActionChecks({
  label,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly onChange: (actions: readonly TableAction[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-4">
        {tableActions.map((action) => (
          <Checkbox
            key={action}
            checked={chosen.includes(action)}
            onChange={(on) =>
              onChange(tableActions.filter((one) => (one === action ? on : chosen.includes(one))))
            }
          >
            {t(`access.action.${action}`)}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
