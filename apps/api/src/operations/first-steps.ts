import type { TableAction } from '@tessera/model';
import {
  type FirstStep,
  type FirstStepsAnswer,
  type FirstStepsRequest,
  firstSteps,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { readSchema } from './read-schema.ts';

/** What a member did for the first time; written once, and told to nobody else. */
export async function noteStep(
  context: MemberContext,
  step: 'import' | 'role' | 'edit' | 'rules' | 'viewAs' | 'table',
): Promise<void> {
  await context.workspace.store.note(context.member.id, step, true);
}

/**
 * The first steps of a member: those his own rights open, done when he has done them. Made of his own rights and
 * deeds and of the directory, which everyone may read; of others' work it tells nothing.
 */
export async function readFirstSteps(context: MemberContext): Promise<FirstStepsAnswer> {
  // What another one has done of them is his own.
  if (context.viewAs) return { steps: [], closed: true };
  const { store } = context.workspace;
  const notes = store.notesOf(context.member.id);
  const { tables } = readSchema(context);
  const { workspace } = context.access;
  const on = (...actions: readonly TableAction[]) =>
    tables.find((table) => actions.every((action) => table.actions[action] !== 'never'))?.id;
  const managing = workspace.has('manageMembers') || workspace.has('managePolicy');
  const table = managing ? undefined : on('view');
  const open: Readonly<Record<FirstStep, boolean | string | undefined>> = {
    invite: workspace.has('manageMembers'),
    import: on('view', 'import', 'create'),
    role: workspace.has('managePolicy'),
    rules: workspace.has('managePolicy'),
    viewAs: workspace.has('managePolicy'),
    table,
    edit: managing ? undefined : on('view', 'edit'),
    view: table,
    twoStep: true,
    template: workspace.has('manageSchema'),
  };
  const done = async (step: FirstStep): Promise<boolean> => {
    switch (step) {
      case 'invite':
        return store.organisation().members.length > 1;
      case 'view':
        return tables.some(({ views }) => views.some(({ personal }) => personal));
      case 'twoStep':
        return (await context.app.accounts.membersWithSecondStep(store.info().id)).has(
          context.member.id,
        );
      case 'template':
        return (await store.templates()).some(({ by }) => by === context.member.id);
      default:
        return notes.has(step);
    }
  };
  const steps: FirstStepsAnswer['steps'][number][] = [];
  for (const step of firstSteps) {
    const where = open[step];
    if (where === undefined || where === false) continue;
    const at = typeof where === 'string' ? { table: where } : {};
    steps.push({ step, done: await done(step), ...at });
  }
  return { steps, closed: notes.has('closed') };
}

/** Closes the list or opens it again; notes that a page was looked at. */
export async function changeFirstSteps(
  context: MemberContext,
  { closed, seen }: FirstStepsRequest,
): Promise<FirstStepsAnswer> {
  if (closed !== undefined) await context.workspace.store.note(context.member.id, 'closed', closed);
  if (seen !== undefined) await noteStep(context, seen);
  return await readFirstSteps(context);
}
