import { Dialog as Base } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ViewAsRequest } from '@tessera/protocol';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery, organisationQuery } from '../client/people.ts';
import { beginViewAs } from '../client/view-as.ts';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { toast } from '../ui/Toast.tsx';
import { type Command, commandsOf, lookingCommands, matching } from './commands.ts';
import { openKeyWindow } from './key-state.ts';

/** Goes anywhere by name: the tables, views and pages that this member has. */
export function CommandPalette({
  ws,
  onClose,
}: {
  readonly ws: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const workspace = useQuery(workspaceQuery(ws)).data;
  const schema = useQuery(schemaQuery(ws)).data;
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const looks = workspace?.actions.includes('managePolicy') === true;
  const members = useQuery({ ...membersQuery(ws), enabled: looks }).data;
  const roles = useQuery({ ...organisationQuery(ws), enabled: looks }).data?.roles;
  const all = useMemo(
    () =>
      workspace
        ? [
            ...commandsOf(workspace, schema, t),
            ...(looks ? lookingCommands(members ?? [], roles ?? [], workspace.me.id, t) : []),
          ]
        : [],
    [workspace, schema, looks, members, roles, t],
  );
  const found = useMemo(() => matching(all, text), [all, text]);
  const active = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const lookAs = (as: ViewAsRequest) =>
    beginViewAs(ws, as).catch((error: unknown) => toast({ kind: 'error', text: errorText(error) }));
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    if (command.as) void lookAs(command.as);
    else if (command.id === 'shortcuts') openKeyWindow('sheet');
    else void navigate({ to: command.to });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') run(found[active]);
    else if (event.key === 'ArrowDown') setAt(Math.min(active + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <Base.Root open onOpenChange={onClose}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center p-4 pt-[12vh]">
          <Base.Popup
            initialFocus={input}
            className="popup flex max-h-[60vh] w-full max-w-lg flex-col rounded-xl"
          >
            <Base.Title className="sr-only">{t('shortcuts.palette')}</Base.Title>
            <label className="flex items-center gap-2 border-b border-line px-4">
              <Search size={16} aria-hidden className="shrink-0 text-ink-faint" />
              <input
                ref={input}
                type="text"
                role="combobox"
                aria-expanded
                aria-controls="palette-results"
                aria-activedescendant={found[active] ? `palette-${active}` : undefined}
                aria-label={t('shortcuts.find')}
                placeholder={t('shortcuts.find')}
                value={text}
                className="h-12 min-w-0 flex-1 bg-transparent outline-none"
                onChange={(event) => {
                  setText(event.target.value);
                  setAt(0);
                }}
                onKeyDown={onKey}
              />
            </label>
            <div
              ref={list}
              id="palette-results"
              role="listbox"
              aria-label={t('shortcuts.results')}
              className="min-h-0 overflow-y-auto p-1"
            >
              {found.map((command, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the text is typed.
                // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text; see aria-activedescendant there.
                <div
                  key={`${command.kind} ${command.id}`}
                  id={`palette-${index}`}
                  role="option"
                  aria-selected={index === active}
                  data-highlighted={index === active ? '' : undefined}
                  className="option cursor-default hover:bg-hover"
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => run(command)}
                >
                  <span className="min-w-0 flex-1 truncate">
                    {command.name}
                    {command.within && <span className="text-ink-muted"> · {command.within}</span>}
                  </span>
                  <span className="text-xs text-ink-muted">
                    {t(`shortcuts.kinds.${command.kind}`)}
                  </span>
                </div>
              ))}
            </div>
            {found.length === 0 && (
              <p className="px-4 pb-3 text-sm text-ink-muted">{t('shortcuts.nothing')}</p>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
