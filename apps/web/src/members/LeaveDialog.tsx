import type { HandedOverAnswer, OutMember } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { leave } from '../client/leaving.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { HandedOver } from './HandedOver.tsx';
import { noHeirs, Successors, successorsOf } from './Successors.tsx';
import { useHoldings } from './use-holdings.ts';

/** Deactivates somebody and hands their records over in one step, then tells what moved and what did not. */
export function LeaveDialog({
  ws,
  member,
  members,
  onDone,
  onClose,
}: {
  readonly ws: string;
  readonly member: OutMember;
  readonly members: readonly OutMember[];
  /** Something has changed: what is shown of members is read again. */
  readonly onDone: () => Promise<unknown>;
  readonly onClose: (done: boolean) => void;
}) {
  const { t } = useTranslation();
  const { holdings, heirs: items, tableName } = useHoldings(ws, member, members);
  const [heirs, setHeirs] = useState(noHeirs);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [result, setResult] = useState<HandedOverAnswer | null>(null);
  const { name } = member;
  const gone = member.status === 'deactivated';
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const successors = successorsOf(heirs, holdings.data ?? []);
      setResult(await leave(ws, member.id, { successors }));
      await onDone();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  if (result)
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose(true)}
        title={t('people.leave.doneTitle', { name })}
        closeLabel={t('common.close')}
        actions={
          <Button kind="primary" onClick={() => onClose(true)}>
            {t('common.done')}
          </Button>
        }
      >
        <HandedOver tables={result.tables} tableName={tableName} />
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose(false)}
      title={t(gone ? 'people.leave.handOverTitle' : 'people.deactivateTitle', { name })}
      description={t(gone ? 'people.leave.handOverText' : 'people.leave.text', { name })}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={() => onClose(false)}>
            {t('common.cancel')}
          </Button>
          <Button
            kind={gone ? 'primary' : 'danger'}
            busy={busy}
            disabled={holdings.isPending}
            onClick={() => void confirm()}
          >
            {t(gone ? 'people.leave.handOver' : 'people.deactivate')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && <Banner kind="error">{problem}</Banner>}
        {holdings.isPending && <SkeletonLines count={3} height="h-8" label={t('common.loading')} />}
        {holdings.isError && (
          <FailedState error={holdings.error} onRetry={() => void holdings.refetch()} />
        )}
        {holdings.data && (
          <Successors
            holdings={holdings.data}
            tableName={tableName}
            items={items}
            heirs={heirs}
            onChange={setHeirs}
          />
        )}
      </div>
    </Dialog>
  );
}
