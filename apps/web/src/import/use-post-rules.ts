import { useQuery, useQueryClient } from '@tanstack/react-query';
import { AppError } from '@tessera/model';
import type { PostRuleRequest } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { postRulesQuery, savePostRules } from '../client/post-rules.ts';
import { errorText } from '../i18n/error-text.ts';

/** A rule while it is written: it may lack what saving asks for. */
export interface RuleDraft extends PostRuleRequest {
  /** Tells rows apart that have no id yet. */
  readonly key: string;
}

let made = 0;

/** The rules for posts as they are edited; saved as a whole. */
export function usePostRules(ws: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(postRulesQuery(ws));
  const [draft, setDraft] = useState<readonly RuleDraft[] | null>(null);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const saved: readonly RuleDraft[] = (query.data?.rules ?? []).map((rule) => ({
    ...rule,
    key: rule.id,
  }));
  const rules = draft ?? saved;
  const change = (next: readonly RuleDraft[]) => {
    setProblem(undefined);
    setDraft(next);
  };
  const complete = rules.every(
    ({ roles, title }) => roles.length > 0 && (title === null || title.text.trim() !== ''),
  );
  /** Saves what was changed; false when that cannot be done. */
  const save = async (): Promise<boolean> => {
    if (draft === null || !query.data) return true;
    if (!complete) {
      setProblem(t('staff.rules.incomplete'));
      return false;
    }
    setBusy(true);
    try {
      const answer = await savePostRules(ws, {
        version: query.data.version,
        rules: draft.map(({ key: _, ...rule }) => rule),
      });
      client.setQueryData(postRulesQuery(ws).queryKey, answer);
      setDraft(null);
      return true;
    } catch (error) {
      const stale = error instanceof AppError && error.code === 'conflict';
      if (stale) {
        setDraft(null);
        await client.invalidateQueries(postRulesQuery(ws));
      }
      setProblem(stale ? t('staff.rules.stale') : errorText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    rules,
    loading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    givable: new Set(query.data?.givable),
    changed: draft !== null,
    problem,
    busy,
    save,
    add: () =>
      change([...rules, { key: `new${++made}`, department: null, title: null, roles: [] }]),
    set: (key: string, part: Partial<PostRuleRequest>) =>
      change(rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule))),
    remove: (key: string) => change(rules.filter((rule) => rule.key !== key)),
  };
}

export type PostRules = ReturnType<typeof usePostRules>;
