import { cellErrors, personas, rollupFunctions } from '@tessera/model';
import type {
  AdministratorsAnswer,
  ChangeAnswer,
  DemoAnswer,
  GroupAnswer,
  HandedOverAnswer,
  HoldingsAnswer,
  InvitationAnswer,
  InvitedAnswer,
  JoinedAnswer,
  MembersAnswer,
  OrganisationAnswer,
  OutField,
  OutMember,
  OutTable,
  OutView,
  OwnTemplate,
  PolicyAnswer,
  PostRulesAnswer,
  QueryAnswer,
  SavedTemplate,
  SchemaAnswer,
  SessionsAnswer,
  SetupAnswer,
  SignedInAnswer,
  TemplatesAnswer,
  TwoStepAnswer,
  TwoStepBegunAnswer,
  TwoStepCodesAnswer,
  WorkspaceAnswer,
} from '@tessera/protocol';
import { duties, templateReaches } from '@tessera/protocol';
import { z } from 'zod';
import type { FieldAnswer } from '../operations/change-fields.ts';
import type { UpdatedAnswer } from '../operations/change-records.ts';
import type { TableAnswer } from '../operations/change-tables.ts';
import type { RecordAnswer } from '../operations/read-records.ts';
import { policyShape } from './policy-shape.ts';

/**
 * A schema under the type that the protocol gives to an answer. Tests hold every answer they get against it, so
 * that the reference tells the truth.
 */
export function shape<Answer>(schema: z.ZodType): z.ZodType<Answer> {
  return schema as z.ZodType<Answer>;
}

const id = z.string();
const named = z.strictObject({ id, name: z.string() });
const link = z.union([
  z.strictObject({ id, title: z.string() }),
  z.strictObject({ noAccess: z.literal(true) }),
]);
const value = z
  .union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    named,
    z.array(named),
    z.array(link),
    z.array(z.union([z.string(), z.number(), z.boolean(), named, z.array(named)])),
    z.strictObject({ masked: z.string() }),
    z.strictObject({ error: z.enum(cellErrors) }),
  ])
  .describe(
    'Text, number, boolean, null, an option or member, a list of options, links, or the values a lookup lists. A masked cell has its mask alone, a formula that has no value the reason.',
  );
const record = z.strictObject({
  id,
  fields: z.record(id, value).describe('By field id; a cell that may not be seen has no key.'),
  _g: z.int().describe('Index into `outcomes`.'),
});
const outcome = z.strictObject({
  actions: z.array(z.string()),
  fields: z.record(id, z.enum(['masked', 'read', 'edit'])),
});

export const done = shape<{ readonly id: string }>(z.strictObject({ id }));

export const recordAnswer = shape<RecordAnswer>(z.strictObject({ record, outcome }));
export const updatedAnswer = shape<UpdatedAnswer>(
  z.union([z.strictObject({ record, outcome }), z.strictObject({ id })]),
);
export const queryAnswer = shape<QueryAnswer | GroupAnswer>(
  z.union([
    z.strictObject({
      records: z.array(record),
      outcomes: z.array(outcome),
      total: z.int(),
      cursor: z.string().optional(),
      usesHiddenFields: z.literal(true).optional(),
    }),
    z.strictObject({
      groups: z.array(
        z.strictObject({
          keys: z.array(
            z.union([z.strictObject({ value }), z.strictObject({ noAccess: z.literal(true) })]),
          ),
          measures: z.array(z.union([z.number(), z.string(), z.null()])),
        }),
      ),
    }),
  ]),
);
export const changeAnswer = shape<ChangeAnswer>(
  z.strictObject({ ids: z.array(id), records: z.array(record), outcomes: z.array(outcome) }),
);
export const deletedAnswer = shape<{ readonly ids: readonly string[] }>(
  z.strictObject({ ids: z.array(id) }),
);

const field = z.strictObject({
  id,
  name: z.string(),
  slug: z.string(),
  type: z.string(),
  description: z.string().optional(),
  required: z.boolean().optional(),
  default: z
    .union([
      z.strictObject({
        value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
      }),
      z.strictObject({ context: z.enum(['me', 'today']) }),
    ])
    .optional(),
  unique: z.boolean().optional(),
  warnDuplicates: z.boolean().optional(),
  mayBeUnique: z.boolean().optional(),
  ownership: z.boolean().optional(),
  precision: z.int().optional(),
  product: z.array(z.string()).optional(),
  expression: z.string().optional(),
  currency: z.string().optional(),
  options: z.array(z.strictObject({ id, name: z.string(), color: z.string() })).optional(),
  target: id.optional(),
  side: z.enum(['forward', 'reverse']).optional(),
  single: z.boolean().optional(),
  result: z.string().optional(),
  many: z.literal(true).optional(),
  link: id.optional(),
  of: id.optional(),
  fn: z.enum(rollupFunctions).optional(),
  declassified: z.literal(true).optional(),
  level: z.enum(['masked', 'read', 'edit']),
  creatable: z.boolean(),
  everywhere: z.boolean(),
  classes: z.array(id).optional(),
});
const view = z.strictObject({
  id,
  name: z.string(),
  kind: z.literal('grid'),
  filter: z.unknown().optional(),
  sort: z.array(z.strictObject({ field: id, direction: z.enum(['asc', 'desc']) })).optional(),
  group: z
    .array(
      z.strictObject({
        field: id,
        direction: z.enum(['asc', 'desc']),
        unit: z.enum(['day', 'month', 'year']).optional(),
      }),
    )
    .optional(),
  hiddenFields: z.array(id).optional(),
  fieldOrder: z.array(id).optional(),
  widths: z.record(id, z.number()).optional(),
  rowHeight: z.enum(['short', 'medium', 'tall', 'extraTall']).optional(),
  frozen: z.int().optional(),
  measures: z.record(id, z.string()).optional(),
  color: z
    .union([
      z.strictObject({ field: id }),
      z.strictObject({
        rules: z.array(z.strictObject({ when: z.unknown(), color: z.string() })),
      }),
    ])
    .optional(),
  personal: z.literal(true).optional(),
  locked: z.literal(true).optional(),
  usesHiddenFields: z.literal(true).optional(),
});
const table = z.strictObject({
  id,
  app: id,
  name: z.string(),
  slug: z.string(),
  description: z.string().optional(),
  icon: z.string().optional(),
  color: z.string().optional(),
  titleField: id.nullable(),
  fields: z.array(field),
  views: z.array(view),
  actions: z.record(z.string(), z.enum(['never', 'some', 'always'])),
});
const app = z.strictObject({
  id,
  name: z.string(),
  icon: z.string().optional(),
  color: z.string().optional(),
});

export const schemaAnswer = shape<SchemaAnswer>(
  z.strictObject({
    version: z.string(),
    apps: z.array(app),
    tables: z.array(table),
    classes: z
      .array(z.strictObject({ id, name: z.string(), description: z.string().optional() }))
      .optional(),
  }),
);
const onlyId = z.strictObject({ id }).describe('Made or changed, but not to be seen by you.');
export const tableAnswer = shape<TableAnswer | OutTable>(z.union([table, onlyId]));
export const fieldAnswer = shape<FieldAnswer | OutField>(z.union([field, onlyId]));
export const viewAnswer = shape<OutView>(view);
export const appAnswer = shape<{
  readonly id: string;
  readonly name: string;
  readonly icon?: string;
  readonly color?: string;
}>(app);

const language = z.enum(['en', 'zh']);
/** Whom somebody looks as. */
export const viewedShape = z.strictObject({
  kind: z.enum(['member', 'role']),
  id,
  name: z.string(),
});

export const workspaceAnswer = shape<WorkspaceAnswer>(
  z.strictObject({
    id,
    name: z.string(),
    language,
    timeZone: z.string(),
    me: z.strictObject({ id, name: z.string(), email: z.string(), language }),
    actions: z.array(z.string()),
    demo: z.literal(true).optional(),
    copiedAt: z.string().optional(),
    requireTwoStep: z.boolean(),
    viewAs: z.strictObject({ as: viewedShape, until: z.string() }).optional(),
  }),
);

const member = z.strictObject({
  id,
  name: z.string(),
  status: z.enum(['invited', 'active', 'deactivated']).optional(),
  email: z.string().optional(),
  title: z.string().optional(),
  manager: id.nullable().optional(),
  roles: z
    .array(z.strictObject({ role: id, from: z.int().optional(), until: z.int().optional() }))
    .optional(),
  teams: z.array(id).optional(),
  departments: z.array(id).optional(),
  twoStep: z.boolean().optional(),
});
export const memberAnswer = shape<OutMember>(member);
export const membersAnswer = shape<MembersAnswer>(z.strictObject({ members: z.array(member) }));
export const invitedAnswer = shape<InvitedAnswer>(
  z.strictObject({ member, link: z.string(), mail: z.enum(['sent', 'failed']).optional() }),
);
export const holdingsAnswer = shape<HoldingsAnswer>(
  z.strictObject({
    tables: z.array(z.strictObject({ table: id, records: z.int(), transferable: z.int() })),
  }),
);
export const handedOverAnswer = shape<HandedOverAnswer>(
  z.strictObject({
    member,
    tables: z.array(z.strictObject({ table: id, moved: z.int(), left: z.int() })),
  }),
);
export const organisationAnswer = shape<OrganisationAnswer>(
  z.strictObject({
    roles: z.array(
      z.strictObject({
        id,
        name: z.string(),
        description: z.string().optional(),
        builtIn: z.literal('owner').optional(),
        teams: z.array(id),
        departments: z.array(z.strictObject({ id, subtree: z.boolean() })),
        members: z.int(),
      }),
    ),
    teams: z.array(named),
    departments: z.array(z.strictObject({ id, name: z.string(), parent: id.nullable() })),
  }),
);
export const administratorsAnswer = shape<AdministratorsAnswer>(
  z.strictObject({
    duties: z.array(
      z.strictObject({
        duty: z.enum(duties),
        mine: z.boolean(),
        role: id.nullable(),
        holders: z.array(
          z.strictObject({
            member: id,
            through: z.array(
              z.strictObject({
                role: id.nullable(),
                group: z.string().optional(),
                from: z.int().optional(),
                until: z.int().optional(),
                reason: z.string().optional(),
              }),
            ),
          }),
        ),
      }),
    ),
    owners: z.int(),
  }),
);
export const postRulesAnswer = shape<PostRulesAnswer>(
  z.strictObject({
    version: z.string(),
    rules: z.array(
      z.strictObject({
        id,
        department: z.strictObject({ id: z.string(), below: z.boolean() }).nullable(),
        title: z.strictObject({ op: z.enum(['contains', 'is']), text: z.string() }).nullable(),
        roles: z.array(id),
      }),
    ),
    givable: z.array(id),
  }),
);
export const policyAnswer = shape<PolicyAnswer>(z.strictObject({ policy: policyShape }));

export const sessionsAnswer = shape<SessionsAnswer>(
  z.strictObject({
    sessions: z.array(
      z.strictObject({
        id,
        browser: z.string().nullable(),
        system: z.string().nullable(),
        createdAt: z.int(),
        usedAt: z.int(),
        current: z.boolean(),
      }),
    ),
  }),
);

const text = z.strictObject({ en: z.string(), zh: z.string() });
const template = z.strictObject({
  slug: z.string(),
  name: text,
  description: text,
  icon: z.string(),
  color: z.string(),
  tables: z.array(
    z.strictObject({
      name: text,
      description: text.optional(),
      icon: z.string(),
      color: z.string(),
    }),
  ),
  roles: z.array(
    z.strictObject({
      name: text,
      description: text,
      sees: z.array(
        z.strictObject({
          table: text,
          records: z.array(z.enum(templateReaches)),
          may: z.array(z.enum(['create', 'edit', 'delete', 'export', 'approve'])),
          hidden: z.array(text),
        }),
      ),
    }),
  ),
  locks: z.array(z.strictObject({ name: text, reason: text })),
});
export const setupAnswer = shape<SetupAnswer>(
  z.strictObject({
    templates: z.array(template),
    demo: z.strictObject({
      state: z.enum(['none', 'making', 'ready']),
      done: z.int(),
      total: z.int(),
    }),
  }),
);

const ownTemplate = z.strictObject({
  id,
  by: id.describe('The member who keeps it.'),
  at: z.int(),
  origin: z.enum(['saved', 'uploaded']),
  records: z.int(),
  look: template,
});
export const ownTemplateAnswer = shape<OwnTemplate>(ownTemplate);
export const templatesAnswer = shape<TemplatesAnswer>(
  z.strictObject({ shipped: z.array(template), own: z.array(ownTemplate) }),
);
export const savedTemplateAnswer = shape<SavedTemplate>(
  z.strictObject({
    template: ownTemplate,
    left: z.strictObject({
      withoutRules: z.literal(true).optional(),
      tables: z.array(z.string()),
      links: z.array(z.string()),
      rules: z.int(),
      closed: z.array(z.string()),
      records: z.int(),
    }),
  }),
);
export const invitationAnswer = shape<InvitationAnswer>(
  z.strictObject({
    workspace: z.string(),
    name: z.string(),
    email: z.string(),
    language,
    hasAccount: z.boolean(),
  }),
);
export const demoAnswer = shape<DemoAnswer>(
  z.strictObject({
    workspace: id,
    personas: z.array(z.strictObject({ persona: z.enum(personas), member: id, name: z.string() })),
  }),
);

export const joinedAnswer = shape<JoinedAnswer>(
  z.strictObject({ workspace: id, signIn: z.literal(true).optional() }),
);

const user = z.strictObject({ id: z.string(), name: z.string(), email: z.string() });
export const userAnswer = z.strictObject({ user });
export const signedInAnswer = shape<SignedInAnswer>(
  z.union([userAnswer, z.strictObject({ secondStep: z.literal(true) })]),
);
export const twoStepAnswer = shape<TwoStepAnswer>(
  z.strictObject({
    on: z.boolean(),
    codesLeft: z.int().optional(),
    required: z.array(z.string()),
  }),
);
export const twoStepBegunAnswer = shape<TwoStepBegunAnswer>(
  z.strictObject({ address: z.string() }),
);
export const twoStepCodesAnswer = shape<TwoStepCodesAnswer>(
  z.strictObject({ codes: z.array(z.string()) }),
);
export const securityAnswer = z.strictObject({ requireTwoStep: z.boolean() });
