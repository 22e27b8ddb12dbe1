export const unique = {
  label: 'No duplicates',
  hint: 'A value that another record has already is refused. Empty cells may repeat.',
  needsPolicy: 'Only who may change the rules decides this.',
  blocked:
    'Not possible under the present rules: somebody may fill this field in, or put records back, without seeing it on every record.',
  classifyFirst: 'Choose the data classes of this field first.',
  warn: 'Point out duplicates',
  warnHint: 'Whoever gives a value is told when another record he sees has it. Nothing is refused.',
  warnNotNeeded: 'Not needed: duplicates are refused.',
  also: '“{{title}}” has the same value.',
  alsoMany_one: '“{{title}}” and one more record have the same value.',
  alsoMany_other: '“{{title}}” and {{count}} more records have the same value.',
  noticeAt: '{{field}}: {{text}}',
  examples: 'Records with the same value',
  exampleLine: '{{value}}: {{records}}',
  moreValues_one: 'and one more value',
  moreValues_other: 'and {{count}} more values',
  errors: {
    taken: '“{{name}}” allows no duplicates, and another record has this value.',
    duplicates_one: '“{{name}}” has duplicates: {{count}} record shares its value with others.',
    duplicates_other: '“{{name}}” has duplicates: {{count}} records share their values.',
    unread:
      '“{{name}}” in “{{table}}” allows no duplicates: whoever may fill it in, or put records back, must see it on every record.',
    unreadTrashed:
      '“{{name}}” in “{{table}}” lies in the trash and allows no duplicates: whoever may fill it in must see it on every record. Empty the trash first.',
  },
} as const;
