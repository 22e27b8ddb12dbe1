/** What the check of the rules found. */
export const lint = {
  line_one: 'Check of the rules: {{count}} finding',
  line_other: 'Check of the rules: {{count}} findings',
  clean: 'Check of the rules: nothing found',
  title: 'Check of the rules',
  text: 'What to look at in the rules. Nothing here changes who may do what.',
  severity: { error: 'Error', warning: 'Warning', note: 'Note' },
  errors_one: 'The check of the rules found {{count}} error',
  errors_other: 'The check of the rules found {{count}} errors',
  acknowledge: 'I have read this and save all the same',
  acknowledgeNeeded: 'Tick that you have read the errors, or correct them.',
  waiting: 'The rules are being checked.',
  failed: 'The rules could not be checked: {{text}}',
  rule: 'Rule {{text}}',
  lock: 'Restriction “{{name}}”',
  unknown: 'something that is not open to you',
  found: {
    danglingCondition:
      'A condition names what is gone, so the rule does something other than it says.',
    selfEscalation:
      'Whoever holds the rule may change {{fields}}, by which it chooses records, and so open more to himself.',
    derivationLeak: '{{first}} is hidden, but can be worked out from {{rest}}.',
    danglingName: 'The rule names what is gone. That part does nothing.',
    intentClash: 'One rule hides {{fields}}, another shows it to the same people: {{members}}.',
    grantOfNothing: 'The rule gives nothing.',
    grantPast: 'The rule has ended.',
    grantGone: 'The rule is about somebody or something that is gone.',
    noEnd: 'The rule was meant for a time and has no end.',
    duties:
      '{{members}} may change the rules, give people roles and read the log. Nobody else would notice a mistake.',
    grantToNobody: 'Nobody holds what the rule is for.',
    redundantGrant: 'Another rule already gives all of this.',
    membershipWithoutEnd: '{{members}} holds the role {{roles}} for a reason, without an end.',
    oneOwner: 'There is only one owner. When that person is away, nobody can stand in.',
  },
};
