import { en as words } from '@tessera/words';
/** What the check of the rules found. */
export const lint = {
  ...words.lint,
  line_one: 'Check of the rules: {{count}} finding',
  line_other: 'Check of the rules: {{count}} findings',
  clean: 'Check of the rules: nothing found',
  title: 'Check of the rules',
  text: 'What to look at in the rules. Nothing here changes who may do what.',
  errors_one: 'The check of the rules found {{count}} error',
  errors_other: 'The check of the rules found {{count}} errors',
  acknowledge: 'I have read this and save all the same',
  acknowledgeNeeded: 'Tick that you have read the errors, or correct them.',
  waiting: 'The rules are being checked.',
  failed: 'The rules could not be checked: {{text}}',
};
