import { useQueryClient } from '@tanstack/react-query';
import type { OutMember } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '../client/people.ts';
import { resetTwoStep } from '../client/two-step.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { toast } from '../ui/Toast.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';

/** Who has a second step, and resetting it for somebody who has lost it. */
export function SecondSteps({
  ws,
  me,
  members,
}: {
  readonly ws: string;
  readonly me: string;
  readonly members: readonly OutMember[];
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const [resetting, setResetting] = useState<OutMember | null>(null);
  const current = members.filter(({ status }) => status !== 'deactivated');
  const having = current.filter(({ twoStep }) => twoStep).length;
  const wanted = search.trim().toLocaleLowerCase();
  const shown = current
    .filter(({ name, email = '' }) => `${name} ${email}`.toLocaleLowerCase().includes(wanted))
    // Those without it first: they are what one looks for.
    .sort((a, b) => Number(a.twoStep ?? false) - Number(b.twoStep ?? false));
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="flex-1 text-lg font-semibold">
          {t('security.page.members')}{' '}
          <span className="text-sm font-normal text-ink-muted">
            {t('security.page.count', { having, all: current.length })}
          </span>
        </h2>
        <SearchField
          label={t('security.page.find')}
          clearLabel={t('common.clear')}
          value={search}
          onChange={setSearch}
          className="w-56"
        />
      </div>
      <div className="overflow-x-auto rounded-lg border border-line">
        <table className="w-full text-left" aria-label={t('security.page.members')}>
          <thead className="bg-canvas text-sm text-ink-muted">
            <tr>
              <th scope="col" className="px-3 py-2 font-medium">
                {t('security.page.member')}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {t('security.page.state')}
              </th>
              <th className="w-24">
                <span className="sr-only">{t('security.page.reset')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.length === 0 && (
              <tr>
                <td colSpan={3} className="px-3 py-4 text-ink-muted">
                  {t('common.nothingFound')}
                </td>
              </tr>
            )}
            {shown.map((member) => (
              <tr key={member.id} className="border-t border-line">
                <th scope="row" className="px-3 py-2 font-normal">
                  <span className="flex items-center gap-2.5">
                    <Avatar name={member.name} />
                    <span className="min-w-0">
                      <span className="block">{member.name}</span>
                      {member.email && (
                        <span className="block text-sm text-ink-muted">{member.email}</span>
                      )}
                    </span>
                  </span>
                </th>
                <td className="px-3 py-2">
                  <Chip dot color={member.twoStep ? 'green' : 'gray'}>
                    {t(member.twoStep ? 'security.on' : 'security.off')}
                  </Chip>
                </td>
                <td className="px-3 py-2 text-right">
                  {member.twoStep && member.id !== me && (
                    <Button
                      size="sm"
                      aria-label={t('security.page.resetOf', { name: member.name })}
                      onClick={() => setResetting(member)}
                    >
                      {t('security.page.reset')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {resetting && (
        <ReasonDialog
          title={t('security.page.resetTitle', { name: resetting.name })}
          text={t('security.page.resetText')}
          confirmLabel={t('security.page.reset')}
          danger
          placeholder={t('security.page.reasonPlaceholder')}
          onConfirm={async (reason) => {
            await resetTwoStep(ws, resetting.id, reason);
            await client.invalidateQueries(membersQuery(ws));
            toast({
              kind: 'success',
              text: t('security.page.wasReset', { name: resetting.name }),
            });
          }}
          onClose={() => setResetting(null)}
        />
      )}
    </section>
  );
}
