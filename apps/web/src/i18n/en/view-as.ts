export const viewAs = {
  bar: 'Looking as somebody else',
  open: 'View as …',
  command: 'View as {{name}}',
  stop: 'Stop',
  looking: {
    member: 'You are looking as {{name}}',
    role: 'You are looking as somebody with the role {{name}}',
  },
  readOnlyUntil:
    'Read-only, without the pages that change something, and never more than you may see yourself. It is in the log, and ends at {{time}}.',
  shut: {
    title: 'This page is shut while you look as somebody else',
    text: 'It is for making changes, and none can be made now. Stop, and your own pages are open again.',
  },
  readOnly: 'You are looking as somebody else: nothing can be changed.',
  ended: 'You no longer look as somebody else.',
} as const;
