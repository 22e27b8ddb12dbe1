import type { SetupAnswer, TemplateAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TableIcon } from '../app/TableIcon.tsx';
import { currentLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { cx } from '../ui/cx.ts';
import { TemplateDetails } from './TemplateDetails.tsx';

/** Templates as cards to tick, each with what it brings and who will see what of it. */
export function TemplateCards({
  templates,
  chosen,
  onChange,
}: {
  readonly templates: SetupAnswer['templates'];
  readonly chosen: readonly string[];
  readonly onChange: (slugs: string[]) => void;
}) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const [open, setOpen] = useState<TemplateAnswer | null>(null);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {templates.map((template) => {
        const ticked = chosen.includes(template.slug);
        const name = template.name[language];
        return (
          <div
            key={template.slug}
            className={cx(
              'flex flex-col rounded-lg border bg-surface has-focus-visible:outline-2 has-focus-visible:outline-accent',
              ticked ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-hover',
            )}
          >
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is a labelable control of its own. */}
            <label className="flex flex-1 gap-3 p-3 pb-1">
              <TableIcon icon={template.icon} color={template.color} size="lg" />
              <span className="min-w-0 flex-1">
                <span className="font-medium">{name}</span>
                <span className="block text-sm text-ink-muted">
                  {template.description[language]}
                </span>
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
            <div className="px-3 pb-2 pl-13">
              <Button
                kind="quiet"
                size="sm"
                aria-label={t('auth.setup.detailsOf', { name })}
                onClick={() => setOpen(template)}
              >
                {t('auth.setup.details')}
              </Button>
            </div>
          </div>
        );
      })}
      <TemplateDetails template={open} onClose={() => setOpen(null)} />
    </div>
  );
}
