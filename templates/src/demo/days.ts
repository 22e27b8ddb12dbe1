const dayMs = 86_400_000;

/** The day so many days after another one ('YYYY-MM-DD'), or before it. */
export function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The same, moved to the Friday before or the Monday after when it is a weekend. */
export function workdayFrom(day: string, days: number): string {
  const weekday = new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).getUTCDay();
  return daysFrom(day, days + (weekday === 6 ? -1 : weekday === 0 ? 1 : 0));
}

/** A moment within working hours of such a day, 'YYYY-MM-DDTHH:mm'. */
export function hourOn(day: string, minutes: number): string {
  const time = 8 * 60 + (minutes % 600);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day}T${two(Math.floor(time / 60))}:${two(Math.floor((time % 60) / 5) * 5)}`;
}
