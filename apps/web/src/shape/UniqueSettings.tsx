import { unclassified } from '@tessera/model';
import type { OutField } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/Checkbox.tsx';
import type { FieldDraft } from './field-draft.ts';

export interface UniqueSettingsProps {
  readonly draft: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  /** The saved field; undefined while a new one is made. */
  readonly saved: OutField | undefined;
  /** Its maker manages rules: whether duplicates are refused is his to say. */
  readonly policy: boolean;
}

/** Whether a value that another record has is refused, or pointed out; with the reason where it cannot be. */
export function UniqueSettings({ draft, onChange, saved, policy }: UniqueSettingsProps) {
  const { t } = useTranslation();
  const shut = whyShut(draft, saved, policy);
  return (
    <>
      <Checkbox
        checked={draft.unique}
        disabled={shut !== null}
        onChange={(unique) => onChange({ unique, ...(unique && { warnDuplicates: false }) })}
        hint={t(`unique.${shut ?? 'hint'}`)}
      >
        {t('unique.label')}
      </Checkbox>
      <Checkbox
        checked={draft.warnDuplicates}
        disabled={draft.unique}
        onChange={(warnDuplicates) => onChange({ warnDuplicates })}
        hint={t(draft.unique ? 'unique.warnNotNeeded' : 'unique.warnHint')}
      >
        {t('unique.warn')}
      </Checkbox>
    </>
  );
}

function whyShut(
  draft: FieldDraft,
  saved: OutField | undefined,
  policy: boolean,
): 'needsPolicy' | 'blocked' | 'classifyFirst' | null {
  if (!policy) return 'needsPolicy';
  // What is ticked can always be taken off again.
  if (draft.unique) return null;
  if (draft.classes.includes(unclassified)) return 'classifyFirst';
  const reclassified = draft.classes.join() !== (saved?.classes ?? []).join();
  return saved?.mayBeUnique === false && !reclassified ? 'blocked' : null;
}
