import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { WorkspaceAnswer } from '@tessera/protocol';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { makeToken, revokeToken, tokensQuery } from '../client/tokens.ts';
import { schemaQuery } from '../client/workspaces.ts';
import { Button } from '../ui/Button.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { NewTokenDialog } from './NewTokenDialog.tsx';
import { TokenList } from './TokenList.tsx';

/** My tokens in this workspace. */
export function MyTokens({ workspace }: { readonly workspace: WorkspaceAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id: ws, actions } = workspace;
  const tokens = useQuery(tokensQuery(ws));
  const schema = useQuery(schemaQuery(ws));
  const [making, setMaking] = useState(false);
  const again = () => client.invalidateQueries(tokensQuery(ws));
  if ((tokens.isError && !tokens.data) || (schema.isError && !schema.data))
    return (
      <FailedState
        error={tokens.error ?? schema.error}
        onRetry={() => {
          void tokens.refetch();
          void schema.refetch();
        }}
      />
    );
  if (!tokens.data || !schema.data)
    return <SkeletonLines count={2} height="h-12" label={t('common.loading')} />;
  return (
    <>
      <TokenList
        tokens={tokens.data}
        schema={schema.data}
        onRevoke={(token) => revokeToken(ws, token).finally(again)}
      />
      <Button
        className="mt-3"
        icon={<Plus size={15} aria-hidden />}
        onClick={() => setMaking(true)}
      >
        {t('tokens.new')}
      </Button>
      {making && (
        <NewTokenDialog
          title={t('tokens.new')}
          tables={schema.data.tables}
          duties={actions}
          onMake={async (request) => {
            const made = await makeToken(ws, request);
            void again();
            return made;
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  );
}
