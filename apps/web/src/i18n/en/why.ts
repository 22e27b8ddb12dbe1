import { en as words } from '@tessera/words';

export const why = {
  ...words.why,
  button: 'Why, and who?',
  field: 'Why may I not change “{{field}}”?',
  computed: 'Why is “{{field}}” shown like this?',
  loading: 'Looking at the rules…',
  masked: 'Only a mask of “{{field}}” is shown to you.',
  who: 'Who can see this record',
  whoThen: 'Who could see it at the end of',
  day: 'On a past day',
} as const;
