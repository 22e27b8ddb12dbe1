import type { Duty } from '@tessera/protocol';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../app/ReasonDialog.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';

/** Asks for a reason before somebody comes to hold a duty, and for a confirmation where it is guarded. */
export function DutyDialog({
  duty,
  guarded,
  name,
  ready = true,
  above,
  below,
  onConfirm,
  onClose,
}: {
  readonly duty: Duty;
  readonly guarded: boolean;
  /** Who, or which role's holders, would hold it. */
  readonly name: string;
  readonly ready?: boolean;
  readonly above?: ReactNode;
  readonly below?: ReactNode;
  readonly onConfirm: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [confirmed, setConfirmed] = useState(false);
  const called = t(`duties.names.${duty}`);
  return (
    <ReasonDialog
      title={t('duties.giveTitle', { duty: called })}
      text={t(`duties.texts.${duty}`)}
      confirmLabel={t('duties.give')}
      hint={t('duties.reasonHint')}
      shortest={3}
      ready={ready && (!guarded || confirmed)}
      above={above}
      below={
        <>
          {below}
          {guarded && (
            <Checkbox checked={confirmed} onChange={setConfirmed}>
              {t('duties.confirm', { name, duty: called })}
            </Checkbox>
          )}
        </>
      }
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}
