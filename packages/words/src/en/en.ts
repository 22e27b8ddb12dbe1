import { sentence } from './sentence.ts';
import { why } from './why.ts';

/** The words of which sentences are made, in English. They stand under the same keys among the texts of the web client. */
export const en = {
  common: { listSeparator: ', ' },
  access: {
    sentence,
    words: { nobody: 'Nobody', all: 'All' },
    verb: {
      view: 'see',
      create: 'add',
      edit: 'edit',
      delete: 'delete',
      restore: 'restore',
      export: 'export',
      import: 'import',
      share: 'share',
      transfer: 'hand over',
      comment: 'comment on',
      approve: 'approve',
      viewHistory: 'look up the history of',
      manageViews: 'manage views of',
    },
    right: {
      manageSchema: 'shape the workspace',
      managePolicy: 'manage access',
      manageMembers: 'manage people',
      manageSecurity: 'manage security',
      viewAudit: 'read the log',
      manageBackups: 'manage backups',
    },
    level: { hidden: 'Hidden', masked: 'Masked', read: 'View', edit: 'Edit' },
  },
  versions: {
    added: 'Added',
    removed: 'Removed',
    changed: 'Changed',
    lock: 'Restriction “{{name}}”: {{text}}',
    gives: '{{what}}: {{level}}',
    level: '{{what}}: {{before}} → {{after}}',
    ofClass: 'Fields of the class “{{name}}”',
    others: 'All other fields',
    asOthers: 'as all others',
    reason: 'Reason: {{text}}',
    inside: 'Changed in a part that has no words here.',
  },
  lint: {
    severity: { error: 'Error', warning: 'Warning', note: 'Note' },
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
  },
  why,
} as const;
