import { Plus } from 'lucide-react';
import { useState } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/Toast.tsx';

/** A line to add a team or department by name. */
export function NewGroup({
  label,
  button,
  onCreate,
}: {
  readonly label: string;
  readonly button: string;
  readonly onCreate: (name: string) => Promise<void>;
}) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const create = async () => {
    if (name.trim() === '') return;
    setBusy(true);
    try {
      await onCreate(name.trim());
      setName('');
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="mb-4 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextField
        label={label}
        className="w-64"
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        busy={busy}
        disabled={name.trim() === ''}
        icon={<Plus size={15} aria-hidden />}
      >
        {button}
      </Button>
    </form>
  );
}
