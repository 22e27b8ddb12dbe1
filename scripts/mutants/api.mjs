// Single changes to the server, each of which would let somebody see, or do, what he may not.
const src = (name) => `apps/api/src/${name}.ts`;
const tests = ['api test/attacks', 'api src'];

const mutant = (file, find, replace, breaks, more = {}) => ({
  file: src(file),
  find,
  replace,
  breaks,
  tests,
  ...more,
});

export const mutants = [
  mutant(
    'operations/rights',
    'if (any.some((action) => context.access.workspace.has(action))) return null;',
    'return null;',
    'duties are asked of nobody',
  ),
  mutant(
    'operations/enter-workspace',
    "members.find((one) => one.id === id && one.status === 'active');",
    'members.find((one) => one.id === id);',
    'who has left still enters',
  ),
  mutant(
    'operations/enter-workspace',
    "services.find((one) => one.id === id && one.status === 'active');",
    'services.find((one) => one.id === id);',
    'a service account that was closed still enters',
    { tests: ['api test/tokens test/attacks/tokens', 'api src'] },
  ),
  mutant(
    'operations/enter-workspace',
    'token.holder.id === memberId && isOpenToken(token, now);',
    'token.holder.id === memberId;',
    'a token opens beyond its end',
    { tests: ['api test/tokens test/attacks/tokens', 'api src'] },
  ),
  mutant(
    'operations/enter-workspace',
    '{ ...whole, token, access: accessByToken(access, token) }',
    '{ ...whole, token }',
    'the ceiling of a token is not looked at',
    { tests: ['api test/tokens test/attacks/tokens', 'api src'] },
  ),
  mutant(
    'access-cache',
    'if (known?.versions === versions && now < known.until && now >= known.access.moment.now) {',
    'if (known?.versions === versions) {',
    'what has ended lasts in memory',
  ),
  mutant(
    'operations/commit',
    'return now?.access.fingerprint === context.access.fingerprint ? plan.decide(facts) : changed;',
    'return plan.decide(facts);',
    'rights that were taken away while a change waited still hold',
  ),
  mutant(
    'operations/change-policy',
    'refuseOwnersGrant(context, before, wanted) ??',
    '',
    "the owner's rule can be taken away",
  ),
  mutant(
    'operations/change-policy',
    'refuseBeyond(context, before, wanted) ??',
    '',
    'who writes the rules gives himself what he lacks',
  ),
  mutant(
    'operations/broken-guarantees',
    'if (broken.length === 0) return null;',
    'return null;',
    'rules that break a guarantee are saved',
  ),
  mutant(
    'routes/mount',
    'if (member.viewAs && !isReading(declared)) throw errorOf(viewAsReadOnly);',
    '',
    'who looks as another changes something in his name',
  ),
  mutant(
    'operations/enter-view-as',
    'if (sitting?.viewer !== viewer.member.id) return viewAsEnded;',
    'if (sitting === undefined) return viewAsEnded;',
    'a sitting is used by somebody else',
  ),
  mutant(
    'operations/enter-view-as',
    "const seen = viewer.access.workspace.has('managePolicy') && lookedAs(workspace, sitting.as);",
    'const seen = lookedAs(workspace, sitting.as);',
    'who lost the right to look goes on looking',
  ),
];
