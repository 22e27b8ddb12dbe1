import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';

export interface RoleValues {
  readonly name: string;
  readonly description: string;
}

const nothing: RoleValues = { name: '', description: '' };

/** Name and description of a new role or one there is. */
export function RoleDialog({
  open,
  onOpenChange,
  title,
  text,
  submitLabel,
  start = nothing,
  onSubmit,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly text?: string;
  readonly submitLabel: string;
  readonly start?: RoleValues;
  readonly onSubmit: (values: RoleValues) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [values, setValues] = useState(start);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (open) setValues(start);
    setProblem(undefined);
  }, [open]);
  const submit = async () => {
    if (values.name.trim() === '') {
      setProblem(t('common.required'));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit({ name: values.name.trim(), description: values.description.trim() });
      onOpenChange(false);
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={text}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void submit()}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && <Banner kind="error">{problem}</Banner>}
        <TextField
          label={t('access.roleName')}
          value={values.name}
          maxLength={100}
          autoFocus
          onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        />
        <TextArea
          label={t('access.roleDescription')}
          value={values.description}
          maxLength={1000}
          onChange={(event) => setValues({ ...values, description: event.currentTarget.value })}
        />
      </div>
    </Dialog>
  );
}
