import { useQueryClient } from '@tanstack/react-query';
import { AppError, type Policy } from '@tessera/model';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { policyQuery, savePolicy } from '../client/policy.ts';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import { toast } from '../ui/Toast.tsx';

/** A policy being changed: the saved one with edits on top, until it is saved or given up. */
export interface Draft {
  readonly policy: Policy;
  readonly dirty: boolean;
  /** Somebody saved after this draft was begun. */
  readonly stale: boolean;
  readonly edit: (change: (policy: Policy) => Policy) => void;
  readonly discard: () => void;
  /** Throws what went wrong; a conflict marks the draft stale instead. */
  readonly save: (reason: string, confirmed?: true) => Promise<void>;
}

export function useDraft(ws: string, saved: Policy): Draft {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Policy | null>(null);
  const [refused, setRefused] = useState(false);
  const discard = () => {
    setDraft(null);
    setRefused(false);
  };
  return {
    policy: draft ?? saved,
    dirty: draft !== null,
    stale: refused || (draft !== null && draft.version !== saved.version),
    edit: (change) =>
      setDraft((before) => {
        const next = change(before ?? saved);
        // Going back to what is saved leaves nothing to save.
        return JSON.stringify(next) === JSON.stringify(saved) ? null : next;
      }),
    discard: () => {
      discard();
      void client.invalidateQueries(policyQuery(ws));
    },
    save: async (reason, confirmed) => {
      if (!draft) return;
      try {
        const policy = await savePolicy(ws, draft, reason, confirmed);
        client.setQueryData(policyQuery(ws).queryKey, policy);
        discard();
        toast({
          kind: 'success',
          text: t('access.savedToast', { version: policy.version }),
        });
        void client.invalidateQueries(workspaceQuery(ws));
        void client.invalidateQueries(schemaQuery(ws));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
        setRefused(true);
      }
    },
  };
}
