import { fold } from '@tessera/model';
import { useMemo } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import type { PickerProps } from '../field-ui.ts';
import { ClearLine, PickList } from './PickList.tsx';

/** The workspace's directory, filtered by what is typed. */
export function MemberPicker({ field, env, text, draft, onCommit, handle }: PickerProps) {
  const chosen = typeof draft === 'object' && draft !== null && 'name' in draft ? draft : null;
  const items = useMemo(() => {
    const key = fold(text.trim());
    return env.members
      .filter((member) => fold(member.name).includes(key))
      .slice(0, 200)
      .map((member) => ({
        id: member.id,
        label: member.name,
        body: (
          <span className="flex min-w-0 items-center gap-2">
            <Avatar name={member.name} size="xs" />
            <span className="truncate">{member.name}</span>
          </span>
        ),
      }));
  }, [env.members, text]);
  const named = (id: string) => env.members.find((member) => member.id === id) ?? null;

  return (
    <PickList
      items={items}
      chosen={chosen ? [chosen.id] : []}
      many={false}
      text={text}
      handle={handle}
      nothing={{ ok: false, reason: 'member' }}
      onToggle={(id) => onCommit(named(id))}
      resultOf={(id) => ({ ok: true, value: id === null ? draft : named(id) })}
      footer={chosen && !field.required ? <ClearLine onClear={() => onCommit(null)} /> : undefined}
    />
  );
}
