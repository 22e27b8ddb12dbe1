import type { OutToken, SchemaAnswer } from '@tessera/protocol';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/Toast.tsx';
import { describeCeiling } from './ceiling.ts';

/** Tokens without their secrets: what each may, until when, when it was last used; each can be revoked. */
export function TokenList({
  tokens,
  schema,
  withMaker = false,
  onRevoke,
}: {
  readonly tokens: readonly OutToken[];
  readonly schema: SchemaAnswer;
  /** Tells who made each. */
  readonly withMaker?: boolean;
  readonly onRevoke: (token: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<OutToken | null>(null);
  if (tokens.length === 0) return <p className="text-ink-muted">{t('tokens.none')}</p>;
  const revoke = async (token: OutToken) => {
    try {
      await onRevoke(token.id);
      toast({ kind: 'success', text: t('tokens.revoked') });
    } catch (error) {
      toast({ kind: 'error', text: errorText(error) });
    }
  };
  const day = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(currentLanguage(), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <>
      <ul className="rounded-lg border border-line">
        {tokens.map((token) => {
          const { id, name, ceiling, until, usedAt, open, by } = token;
          const times = [
            t('tokens.until', { day: day.format(new Date(until)) }),
            usedAt === undefined
              ? t('tokens.unused')
              : t('tokens.used', { time: moment.format(new Date(usedAt)) }),
            ...(withMaker && by.name ? [t('tokens.madeBy', { name: by.name })] : []),
          ];
          return (
            <li
              key={id}
              className="flex items-center gap-3 border-line px-3 py-2.5 not-first:border-t"
            >
              <KeyRound size={18} aria-hidden className="shrink-0 text-ink-muted" />
              <div className="min-w-0 flex-1">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="wrap-anywhere">{name}</span>
                  {!open && <Chip>{t('tokens.ended')}</Chip>}
                </div>
                <div className="text-sm text-ink-muted">{describeCeiling(ceiling, schema, t)}</div>
                <div className="text-sm text-ink-muted">{times.join(' · ')}</div>
              </div>
              <Button
                size="sm"
                aria-label={t('tokens.revokeOf', { name })}
                onClick={() => setAsked(token)}
              >
                {t('tokens.revoke')}
              </Button>
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={t('tokens.revokeTitle', { name: asked?.name ?? '' })}
        danger
        confirmLabel={t('tokens.revoke')}
        cancelLabel={t('common.cancel')}
        onConfirm={async () => {
          if (asked) await revoke(asked);
        }}
      >
        {t('tokens.revokeText')}
      </ConfirmDialog>
    </>
  );
}
