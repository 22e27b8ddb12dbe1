import { currentLanguage } from '../i18n/i18n.ts';
import { useTimeZone } from '../members/use-time-zone.ts';

/** Writes the day of a moment (epoch ms) as the workspace counts days, whatever zone the reader sits in. */
export function useDay(ws: string): (time: number) => string {
  const timeZone = useTimeZone(ws);
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeZone });
  return (time) => format.format(time);
}
