/** Copies of a workspace to try rules in. */
export const copies = {
  title: 'Copies to try things in',
  text: 'A copy has the same records, people and rules as of one moment. Only those who manage access and backups may enter it.',
  make: 'Try in a copy',
  makeText:
    'The whole workspace is copied as it is now. Nobody is told by mail. What is changed in the copy stays there.',
  made: '“{{name}}” was made',
  open: 'Open',
  remove: 'Remove',
  removeOf: 'Remove “{{name}}”',
  removeTitle: 'Remove “{{name}}”?',
  removeText: 'The copy goes with everything that was changed in it. The workspace itself stays.',
  removed: 'The copy was removed',
  badge: 'Copy of {{day}}',
  badgeText: 'Nothing you do here changes the workspace it was made of.',
} as const;
