import { fold } from '@tessera/model';
import type { NamedValue } from '@tessera/protocol';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../ui/Chip.tsx';
import type { Parsed, PickerProps } from '../field-ui.ts';
import { ClearLine, PickList } from './PickList.tsx';

function chosenOf(value: PickerProps['draft']): readonly NamedValue[] {
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly NamedValue[];
}

const mostOptions = 500;
const newId = 'new';
const noOption: Parsed = { ok: false, reason: 'option' };

function NewOption({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <span className="flex items-center gap-1.5">
      <Plus size={14} aria-hidden className="shrink-0 text-ink-muted" />
      <span className="truncate">{t('grid.createOption', { name })}</span>
    </span>
  );
}

/** The choices of a select field, filtered by what is typed; whoever shapes the table makes new ones. */
export function OptionPicker({
  field,
  env,
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
  const [creating, setCreating] = useState(false);
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

  const { createOption } = env;
  const name = text.trim();
  const isNew = !options.some((option) => fold(option.name) === fold(name));
  const creatable = createOption && isNew && name !== '' && options.length < mostOptions;
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const create = async () => {
    if (!createOption || creating) return;
    setCreating(true);
    const made = await createOption(field.id, name);
    // Whoever left the cell meanwhile has a new choice, and the value it had before.
    if (!here.current) return;
    setCreating(false);
    if (!made) return;
    if (!many) return onCommit(made);
    onDraft([...chosen, made]);
    onText('');
  };

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
      items={
        creatable
          ? [...items, { id: newId, label: name, makes: true, body: <NewOption name={name} /> }]
          : items
      }
      busy={creating}
      chosen={chosen.map((one) => one.id)}
      many={many}
      text={text}
      handle={handle}
      nothing={noOption}
      onToggle={(id) => {
        if (id === newId) return void create();
        if (!many) return onCommit(named(id));
        onDraft(toggled(id));
        onText('');
      }}
      resultOf={(id) => {
        if (id === newId) return noOption;
        return { ok: true, value: id === null ? draft : many ? toggled(id) : named(id) };
      }}
      footer={
        chosen.length > 0 && !field.required ? (
          <ClearLine onClear={() => onCommit(many ? [] : null)} />
        ) : undefined
      }
    />
  );
}
