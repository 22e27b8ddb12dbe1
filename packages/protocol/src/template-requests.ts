import { isPaletteColor } from '@tessera/model';
import { z } from 'zod';
import type { TemplateAnswer } from './people-requests.ts';

const look = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(1000),
  icon: z.string().regex(/^[a-z0-9-]{1,50}$/),
  color: z.string().max(20).refine(isPaletteColor, 'There is no such colour.'),
};

/** POST /templates: keeps the workspace, or one app of it, as a template of one's own. */
export const templateRequest = z.strictObject({
  name: look.name,
  description: look.description.optional(),
  icon: look.icon.optional(),
  color: look.color.optional(),
  /** Absent: all apps that one knows of. */
  app: z.string().min(1).max(60).optional(),
  /** With the records and cells that one may export. */
  records: z.boolean(),
});
export type TemplateRequest = z.infer<typeof templateRequest>;

export const templateChangeRequest = z.strictObject(look).partial();
export type TemplateChangeRequest = z.infer<typeof templateChangeRequest>;

/** A template that somebody keeps in the workspace. */
export interface OwnTemplate {
  readonly id: string;
  /** Member id of its maker. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly origin: 'saved' | 'uploaded';
  readonly records: number;
  /** What it brings, and who sees what; roles only for those who may read the rules. */
  readonly look: TemplateAnswer;
}

/** GET /templates: those that come with Tessera, and those kept here, as far as one may see them. */
export interface TemplatesAnswer {
  readonly shipped: readonly TemplateAnswer[];
  readonly own: readonly OwnTemplate[];
}

/** A template that was just made, and what could not go into it. */
export interface SavedTemplate {
  readonly template: OwnTemplate;
  readonly left: {
    /** No rules, since one may not read them. */
    readonly withoutRules?: true;
    /** Tables without a field to name their records by. */
    readonly tables: readonly string[];
    /** Links that lead out of it. */
    readonly links: readonly string[];
    /** Rules for single people, teams, departments, or for a time. */
    readonly rules: number;
    /** Tables whose records one sees and may not export. */
    readonly closed: readonly string[];
    /** Records of which a required cell could not come along. */
    readonly records: number;
  };
}
