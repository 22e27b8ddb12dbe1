import { type Persona, personas } from '@tessera/model';
import { z } from 'zod';

/** POST /demo: only the holder of the start-up token. */
export const demoRequest = z.strictObject({
  token: z.string().min(1).max(200),
  language: z.enum(['en', 'zh']),
  timeZone: z.string().min(1).max(60),
});
export type DemoRequest = z.infer<typeof demoRequest>;

/** POST /demo/persona. `pane`: for a frame that shows this persona beside another one. */
export const personaRequest = z.strictObject({
  persona: z.enum(personas),
  pane: z.boolean().optional(),
});
export type PersonaRequest = z.infer<typeof personaRequest>;

/** How far the demo company of an installation is; records while it is being made. */
export interface DemoProgress {
  readonly state: 'none' | 'making' | 'ready';
  readonly done: number;
  readonly total: number;
}

/** The demo company for the browser that may walk through it. */
export interface DemoAnswer {
  readonly workspace: string;
  readonly personas: readonly {
    readonly persona: Persona;
    readonly member: string;
    readonly name: string;
  }[];
}

/** DELETE /demo: the installation is empty again, and this token sets it up. */
export interface DemoGoneAnswer {
  readonly token: string;
}
