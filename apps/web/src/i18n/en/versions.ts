import { en as words } from '@tessera/words';
/** The page of all versions of the rules. */
export const versions = {
  ...words.versions,
  title: 'History of the rules',
  text: 'Every change of roles and restrictions: who made it, when and why. Any version can be brought back.',
  open: 'History',
  line: 'Version {{version}} · {{name}} · {{time}}',
  nobody: 'the system',
  current: 'Current',
  first: 'The first version.',
  earlier: 'Show earlier versions',
  same: 'No rule was changed.',
  restore: 'Bring back',
  restoreOf: 'Bring back version {{version}}',
  since: 'What changed since',
  option: 'Version {{version}}: {{reason}}',
  restoreTitle: 'Bring back version {{version}}?',
  restoreText:
    'It becomes a new version; nothing in between is lost. Against the rules of today this changes:',
};
