import { useQuery } from '@tanstack/react-query';
import type { ImportReport, PreviewGroup } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisationQuery } from '../client/people.ts';
import { postRulesQuery } from '../client/post-rules.ts';
import { hueOf } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { SeenTables } from './SeenTables.tsx';

/** Names shown of a group before somebody asks for all. */
const few = 8;

/** The people of the file with their roles, and what they will see; those who see the same together. */
export function PeoplePreview({
  ws,
  preview = [],
}: {
  readonly ws: string;
  readonly preview: ImportReport['preview'];
}) {
  const { t } = useTranslation();
  if (preview.length === 0) return null;
  return (
    <section aria-labelledby="who-sees">
      <h2 id="who-sees" className="font-semibold">
        {t('staff.preview.title')}
      </h2>
      <p className="mb-3 max-w-3xl text-ink-muted">
        {t(
          preview.some(({ tables }) => tables !== undefined)
            ? 'staff.preview.text'
            : 'staff.preview.withoutTables',
        )}
      </p>
      <ul className="flex flex-col gap-3">
        {preview.map((group) => (
          <Group key={group.people[0]?.row} ws={ws} group={group} />
        ))}
      </ul>
    </section>
  );
}

function Group({ ws, group }: { readonly ws: string; readonly group: PreviewGroup }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { data: organisation } = useQuery(organisationQuery(ws));
  const { data: rules } = useQuery(postRulesQuery(ws));
  const number = new Map(rules?.rules.map(({ id }, at) => [id, at + 1]));
  const { people, roles, tables } = group;
  const shown = all ? people : people.slice(0, few);
  return (
    <li className="rounded-lg border border-line">
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-canvas px-4 py-2">
        <span className="font-medium">{t('staff.preview.people', { count: people.length })}</span>
        {roles.length === 0 ? (
          <Chip>{t('staff.preview.noRole')}</Chip>
        ) : (
          roles.map((role) => (
            <Chip key={role} color={hueOf(role)}>
              {organisation?.roles.find(({ id }) => id === role)?.name ?? ''}
            </Chip>
          ))
        )}
      </div>
      <div className="grid gap-x-6 gap-y-3 px-4 py-3 lg:grid-cols-[minmax(14rem,1fr)_2fr]">
        <div>
          <ul className="flex flex-col gap-1">
            {shown.map((person) => {
              const by = person.rules.flatMap((id) => number.get(id) ?? []);
              const notes = [
                person.title,
                person.departments.join(t('common.listSeparator')),
                by.length > 0 &&
                  t('staff.preview.byRules', { rules: by.join(t('common.listSeparator')) }),
                !person.fresh && t('staff.preview.existing'),
              ].filter(Boolean);
              return (
                <li key={person.row}>
                  {person.name}{' '}
                  <span className="text-sm text-ink-muted">
                    {notes.length > 0
                      ? notes.join(' · ')
                      : t('staff.preview.row', { row: person.row })}
                  </span>
                </li>
              );
            })}
          </ul>
          {shown.length < people.length && (
            <Button size="sm" className="mt-2" onClick={() => setAll(true)}>
              {t('staff.preview.more', { count: people.length - shown.length })}
            </Button>
          )}
        </div>
        {tables && <SeenTables tables={tables} />}
      </div>
    </li>
  );
}
