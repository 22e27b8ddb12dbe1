export const colors = {
  title: 'Colour',
  on: 'Coloured',
  by: 'Colour records by',
  nothing: 'Nothing',
  conditions: 'Conditions',
  first: 'The first colour whose conditions a record meets is its own.',
  rule: 'Colour {{number}}',
  add: 'Add a colour',
  remove: 'Remove colour {{number}}',
} as const;
