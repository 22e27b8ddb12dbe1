import { z } from 'zod';

/** What somebody may do first, in the order in which it is offered. */
export const firstSteps = [
  'invite',
  'import',
  'role',
  'rules',
  'viewAs',
  'table',
  'edit',
  'view',
  'twoStep',
  'template',
] as const;
export type FirstStep = (typeof firstSteps)[number];

/** GET /first-steps: those that are open to oneself, and whether they are done. */
export interface FirstStepsAnswer {
  readonly steps: readonly {
    readonly step: FirstStep;
    readonly done: boolean;
    /** Where it can be done, by id. */
    readonly table?: string;
  }[];
  /** The member does not want to see them any more. */
  readonly closed: boolean;
}

/** PATCH /first-steps: closes the list or opens it again; notes a page that was looked at. */
export const firstStepsRequest = z
  .strictObject({ closed: z.boolean(), seen: z.enum(['rules', 'table']) })
  .partial();
export type FirstStepsRequest = z.infer<typeof firstStepsRequest>;
