import { todayIn } from '@tessera/model';
import type { OutMember } from '@tessera/protocol';
import { useMemo } from 'react';
import type { CellEnv } from '../field-types/field-ui.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { useTimeZone } from '../members/use-time-zone.ts';

/** What the parts of the filter builder need to build conditions of rules. */
export function useRuleEnv(
  ws: string,
  members: readonly OutMember[],
  rule: 'scope' | 'restriction',
): CellEnv {
  const timeZone = useTimeZone(ws);
  return useMemo(
    () => ({
      workspace: ws,
      language: currentLanguage(),
      timeZone,
      today: todayIn(Date.now(), timeZone),
      members: members.map(({ id, name }) => ({ id, name })),
      rule,
    }),
    [ws, timeZone, members, rule],
  );
}
