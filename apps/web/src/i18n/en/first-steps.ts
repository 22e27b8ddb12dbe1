export const firstSteps = {
  title: 'First steps',
  count: '{{done}} of {{all}}',
  done: 'Done',
  allDone: 'All done. You know your way around.',
  hide: 'Hide this list',
  show: 'First steps',
  steps: {
    invite: 'Invite your colleagues',
    import: 'Bring in records from a file',
    role: 'Adjust what a role may do',
    rules: 'Look at who sees what',
    table: 'Open a table',
    edit: 'Change a cell',
    view: 'Make a view of your own',
    twoStep: 'Protect your account with a second step',
    template: 'Keep what you built for later',
  },
} as const;
