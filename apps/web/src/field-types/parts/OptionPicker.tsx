import { fold } from '@tessera/model';
import type { NamedValue } from '@tessera/protocol';
import { useMemo } from 'react';
import { Chip } from '../../ui/Chip.tsx';
import type { PickerProps } from '../field-ui.ts';
import { ClearLine, PickList } from './PickList.tsx';

function chosenOf(value: PickerProps['draft']): readonly NamedValue[] {
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly NamedValue[];
}

/** The choices of a select field, filtered by what is typed. */
export function OptionPicker({
  field,
  text,
  draft,
  onDraft,
  onText,
  onCommit,
  handle,
}: PickerProps) {
  const many = field.type === 'multiSelect';
  const chosen = chosenOf(draft);
  const options = field.options ?? [];
  const items = useMemo(() => {
    const key = fold(text.trim());
    return (field.options ?? [])
      .filter((option) => fold(option.name).includes(key))
      .map((option) => ({
        id: option.id,
        label: option.name,
        body: <Chip color={option.color}>{option.name}</Chip>,
      }));
  }, [field.options, text]);

  const named = (id: string): NamedValue => ({
    id,
    name: options.find((option) => option.id === id)?.name ?? '',
  });
  const toggled = (id: string) =>
    chosen.some((one) => one.id === id)
      ? chosen.filter((one) => one.id !== id)
      : [...chosen, named(id)];

  return (
    <PickList
      items={items}
      chosen={chosen.map((one) => one.id)}
      many={many}
      text={text}
      handle={handle}
      nothing={{ ok: false, reason: 'option' }}
      onToggle={(id) => {
        if (!many) return onCommit(named(id));
        onDraft(toggled(id));
        onText('');
      }}
      resultOf={(id) => ({ ok: true, value: id === null ? draft : many ? toggled(id) : named(id) })}
      footer={
        chosen.length > 0 && !field.required ? (
          <ClearLine onClear={() => onCommit(many ? [] : null)} />
        ) : undefined
      }
    />
  );
}
