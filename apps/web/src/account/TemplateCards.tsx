import type { SetupAnswer } from '@tessera/protocol';
import { TableIcon } from '../app/TableIcon.tsx';
import { currentLanguage } from '../i18n/i18n.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { cx } from '../ui/cx.ts';

/** Templates as cards to tick. */
export function TemplateCards({
  templates,
  chosen,
  onChange,
}: {
  readonly templates: SetupAnswer['templates'];
  readonly chosen: readonly string[];
  readonly onChange: (slugs: string[]) => void;
}) {
  const language = currentLanguage();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {templates.map((template) => {
        const ticked = chosen.includes(template.slug);
        const name = template.name[language];
        return (
          // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is a labelable control of its own.
          <label
            key={template.slug}
            className={cx(
              'flex gap-3 rounded-lg border bg-surface p-3 has-focus-visible:outline-2 has-focus-visible:outline-accent',
              ticked ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-hover',
            )}
          >
            <TableIcon icon={template.icon} color={template.color} size="lg" />
            <span className="min-w-0 flex-1">
              <span className="font-medium">{name}</span>
              <span className="block text-sm text-ink-muted">{template.description[language]}</span>
            </span>
            <Checkbox
              label={name}
              checked={ticked}
              onChange={(tick) =>
                onChange(
                  tick
                    ? [...chosen, template.slug]
                    : chosen.filter((slug) => slug !== template.slug),
                )
              }
            />
          </label>
        );
      })}
    </div>
  );
}
