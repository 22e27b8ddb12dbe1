/** Rules that are no part of a role: for one person or group, or for a time. */
export const grants = {
  title: 'Single rules',
  text: 'Rights beside the roles: for one person, team or department, or for a time. What has an end ends by itself.',
  open: 'Single rules',
  add: 'New single rule',
  none: 'All rights come from roles',
  noneText:
    'Give somebody something for a while, for example a stand-in who sees a colleague’s customers until Friday.',
  past: 'Ended',
  later: 'Begins later',
  temporary: 'Until {{day}}',
  fixed: 'This rule can only be removed here.',
  form: {
    to: 'For whom',
    nobody: 'Choose somebody',
    table: 'On',
    from: 'First day',
    fromHint: 'Empty: at once.',
    until: 'Last day',
    untilHint: 'Empty: until somebody takes it away.',
    reason: 'Why it is given',
    turned: 'The last day is before the first.',
    everyone: 'Everyone',
    serviceHint:
      'A service account owns nothing and belongs to no group: open all records to it, or those of a condition.',
  },
} as const;
