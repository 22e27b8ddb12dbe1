import { AppError, fold } from '@tessera/model';
import type { FieldChangeRequest, NamedValue, OutField, SchemaAnswer } from '@tessera/protocol';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { changeField } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { toast } from '../ui/Toast.tsx';
import { nextColor } from './field-draft.ts';
import { useFreshSchema, useMay } from './use-shaping.ts';

type Create = (field: string, name: string) => Promise<NamedValue | null>;

/** Adds a choice to a field from where it is picked; undefined for whoever may not shape tables. */
export function useCreateOption(ws: string): Create | undefined {
  const { t } = useTranslation();
  const may = useMay(ws, 'manageSchema');
  const fresh = useFreshSchema(ws);
  const create = useCallback<Create>(
    async (field, name) => {
      // Choices that others added a moment ago stay: the list is taken as it is now.
      const change = async (
        next: (field: OutField) => NonNullable<FieldChangeRequest['options']>,
      ) => {
        const found = fieldIn(await fresh(), field);
        await changeField(ws, found.table, field, { options: next(found.field) });
        return fieldIn(await fresh(), field).field;
      };
      const remove = async (id: string) => {
        try {
          await change(({ options = [] }) => options.filter((option) => option.id !== id));
        } catch (error) {
          toast({ text: errorText(error), kind: 'error' });
        }
      };
      const same = ({ options = [] }: OutField) =>
        options.find((option) => fold(option.name) === fold(name));
      try {
        const before = same(fieldIn(await fresh(), field).field);
        if (before) return { id: before.id, name: before.name };
        const now = await change(({ options = [] }) => [
          ...options,
          { name, color: nextColor(options) },
        ]);
        const made = same(now);
        if (!made) return null;
        toast({
          text: t('shape.optionAdded', { name: made.name, field: now.name }),
          action: { label: t('shape.optionRemove'), run: () => void remove(made.id) },
        });
        return { id: made.id, name: made.name };
      } catch (error) {
        toast({ text: errorText(error), kind: 'error' });
        return null;
      }
    },
    [ws, fresh, t],
  );
  return may ? create : undefined;
}

/** A field with its table. Throws AppError when it is gone. */
function fieldIn(
  schema: SchemaAnswer,
  id: string,
): { readonly table: string; readonly field: OutField } {
  for (const table of schema.tables) {
    const field = table.fields.find((one) => one.id === id);
    if (field) return { table: table.id, field };
  }
  throw new AppError('not_found', 'This field is gone.');
}
