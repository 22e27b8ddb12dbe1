import type { LiveMessage } from '@tessera/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallWorkspace, smallWorkspace } from '../../test/small-workspace.ts';
import type { LiveSocket } from './connection.ts';
import { WorkspaceHub } from './workspace-hub.ts';

let small: SmallWorkspace;
let hub: WorkspaceHub;
beforeEach(async () => {
  small = await smallWorkspace();
  hub = new WorkspaceHub(small.app, small.workspace);
});
afterEach(async () => {
  hub.end();
  await small.close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A socket whose other end takes what it likes: a stream that is not read cannot be had on demand. */
function socket() {
  const frames: LiveMessage[] = [];
  const state = { bufferedAmount: 0, cut: false };
  const made: LiveSocket = {
    send: (text) => frames.push(JSON.parse(text) as LiveMessage),
    close: () => undefined,
    terminate: () => {
      state.cut = true;
    },
    ping: () => undefined,
    get bufferedAmount() {
      return state.bufferedAmount;
    },
  };
  return { frames, state, made };
}

it('gives a client that fell behind one snapshot when it has caught up, and cuts one that does not', async () => {
  const { frames, state, made } = socket();
  const connection = hub.connect(small.as(small.owner), made, {
    member: small.owner,
    session: 'one',
    stillSignedIn: async () => true,
  });
  hub.answer(connection, {
    type: 'subscribe',
    sub: 's',
    table: 'deals',
    query: {},
    offset: 0,
    limit: 10,
  });
  await expect.poll(() => frames.length).toBe(1);

  state.bufferedAmount = 2 * 1024 * 1024;
  for (let index = 0; index < 5; index += 1) {
    await small.create('tbldeals', `recslow${index}`, { flddeal: `D${index}` });
    await pause(20);
  }
  hub.catchUp(Date.now());
  await pause(50);
  expect(frames).toHaveLength(1);

  state.bufferedAmount = 0;
  hub.catchUp(Date.now());
  await expect.poll(() => frames.length).toBe(2);
  expect(frames[1]).toMatchObject({ n: 2, type: 'snapshot', total: 5 });

  state.bufferedAmount = 2 * 1024 * 1024;
  await small.create('tbldeals', 'recslow9', { flddeal: 'D9' });
  await expect.poll(() => connection.behindSince).not.toBeNull();
  hub.catchUp(Date.now() + 31_000);
  expect(state.cut).toBe(true);
  expect(frames).toHaveLength(2);
});
