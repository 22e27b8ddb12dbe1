import type { ViewAsRequest } from '@tessera/protocol';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginViewAs } from '../client/view-as.ts';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/Toast.tsx';

/** Looks at the workspace as this member or role; for whoever writes the rules. */
export function LookAsButton({ ws, as }: { readonly ws: string; readonly as: ViewAsRequest }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    try {
      await beginViewAs(ws, as);
    } catch (error) {
      setBusy(false);
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  return (
    <Button icon={<Eye size={15} aria-hidden />} busy={busy} onClick={() => void begin()}>
      {t('viewAs.open')}
    </Button>
  );
}
