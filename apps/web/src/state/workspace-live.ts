import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { LiveConnection, type LiveState } from '../client/live.ts';
import { pane } from '../client/pane.ts';
import { sittingIn } from '../client/sitting.ts';

/** The state of the live connection, for the banner and for whoever decides between socket and HTTP. */
export const useLiveState = create<{ readonly state: LiveState; readonly since: number }>(() => ({
  state: 'connecting',
  since: Date.now(),
}));

/** True while the socket is up. */
export function isOnline(): boolean {
  return useLiveState.getState().state === 'online';
}

interface Shared {
  readonly connection: LiveConnection;
  readonly accessListeners: Set<() => void>;
  users: number;
  closing: ReturnType<typeof setTimeout> | undefined;
}

const shared = new Map<string, Shared>();

function liveUrl(workspace: string): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const sitting = sittingIn(workspace);
  const given = new URLSearchParams({
    ...(pane && { pane }),
    ...(sitting && { 'view-as': sitting.id }),
  });
  const query = given.size > 0 ? `?${given}` : '';
  return `${scheme}://${location.host}/api/workspaces/${encodeURIComponent(workspace)}/live${query}`;
}

let leaving = false;

/** This page itself is about to end the session and knows where to go; gives the way back when that failed. */
export function leaveWithoutGoodbye(): () => void {
  leaving = true;
  return () => {
    leaving = false;
  };
}

function open(workspace: string): Shared {
  const accessListeners = new Set<() => void>();
  const connection = new LiveConnection(liveUrl(workspace), {
    onState: (state) =>
      useLiveState.setState((now) =>
        now.state === state ? now : { state, since: state === 'offline' ? Date.now() : now.since },
      ),
    onAccess: () => {
      for (const listener of accessListeners) listener();
    },
    // Without a screen of the workspace there is nothing to take away, and perhaps a form being filled in.
    onBye: () => {
      if (!leaving && (shared.get(workspace)?.users ?? 0) > 0) location.reload();
    },
  });
  return { connection, accessListeners, users: 0, closing: undefined };
}

/** The live connection of a workspace, shared by its screens; it outlives a change of table. */
export function useWorkspaceLive(workspace: string): LiveConnection | null {
  const [connection, setConnection] = useState<LiveConnection | null>(null);
  const client = useQueryClient();
  useEffect(() => {
    const entry = shared.get(workspace) ?? open(workspace);
    shared.set(workspace, entry);
    entry.users += 1;
    clearTimeout(entry.closing);
    const refetch = () => void client.invalidateQueries({ queryKey: ['workspace', workspace] });
    entry.accessListeners.add(refetch);
    setConnection(entry.connection);
    return () => {
      entry.users -= 1;
      entry.accessListeners.delete(refetch);
      if (entry.users > 0) return;
      entry.closing = setTimeout(() => {
        shared.delete(workspace);
        entry.connection.close();
      }, 2000);
    };
  }, [workspace, client]);
  return connection;
}

/** Runs when rights changed, at once, before anything is painted again. */
export function onAccessChange(workspace: string, run: () => void): () => void {
  const entry = shared.get(workspace);
  entry?.accessListeners.add(run);
  return () => entry?.accessListeners.delete(run);
}
