import { isDenial } from '@tessera/model';
import { demoRequest, personaRequest } from '@tessera/protocol';
import { z } from 'zod';
import { demoKeyCookie } from '../auth/demo-key.ts';
import { openDemo } from '../operations/make-demo.ts';
import { readDemo, takePersona, throwAwayDemo } from '../operations/walk-demo.ts';
import { demoAnswer } from './answers.ts';
import { endpoint, type Http } from './endpoint.ts';

const tag = 'Demo company';
const forKey =
  'Only for the browser that opened it: anybody else is told that there is no such address.';
const cookies = ({ request }: Http) => request.headers.get('cookie');

export const demoRoutes = [
  endpoint({
    access: 'public',
    method: 'post',
    path: '/demo',
    tag,
    summary: 'Make the demo company, or take it up again',
    description:
      'Only for the holder of the token that the server printed. Takes some seconds; GET /setup tells how far it is.',
    body: demoRequest,
    status: 201,
    answer: z.strictObject({ ok: z.literal(true) }),
    run: async (app, { body, http }) => {
      const made = await openDemo(app, body);
      if (isDenial(made)) return made;
      http.headers.append('set-cookie', demoKeyCookie(app, made.key));
      return { ok: true as const };
    },
  }),
  endpoint({
    access: 'public',
    method: 'get',
    path: '/demo',
    tag,
    summary: 'Who the demo company can be seen as',
    description: forKey,
    answer: demoAnswer,
    run: (app, { http }) => readDemo(app, cookies(http)),
  }),
  endpoint({
    access: 'public',
    method: 'post',
    path: '/demo/persona',
    tag,
    summary: 'See the demo company as somebody else',
    description: `${forKey} Signs in as that member, for whole pages or for a frame.`,
    body: personaRequest,
    answer: demoAnswer,
    run: async (app, { body, http }) => {
      const { persona, pane = false } = body;
      const taken = await takePersona(app, cookies(http), { persona, pane });
      if (isDenial(taken)) return taken;
      http.headers.append('set-cookie', taken.cookie);
      return taken.answer;
    },
  }),
  endpoint({
    access: 'public',
    method: 'delete',
    path: '/demo',
    tag,
    summary: 'Throw the demo company away',
    description: `${forKey} The installation is empty again; the answer holds the token that sets it up.`,
    answer: z.strictObject({ token: z.string() }),
    run: (app, { http }) => throwAwayDemo(app, cookies(http)),
  }),
];
