export const behind = {
  link: 'Through which link',
  chooseLink: 'Choose a link',
  linkHint: 'It reads the records behind this link.',
  noLink: 'This table has no link yet. Add one first.',
  of: 'Which field of {{table}}',
  chooseField: 'Choose a field',
  fn: 'What is made of it',
  functions: {
    sum: 'Sum',
    average: 'Average',
    min: 'Smallest',
    max: 'Largest',
    filled: 'How many are filled',
    empty: 'How many are empty',
    unique: 'How many different values',
  },
  seen: 'Everyone gets what is made of the records and cells he may see himself.',
  declassified: 'The same for everyone',
  declassifiedHint:
    'Counts all linked records, also for people who may not see them. Whoever sees this field learns the result, whatever the rules say of what it is made of. The log tells who decided so.',
} as const;
