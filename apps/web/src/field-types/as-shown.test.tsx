import type { OutField, OutTable } from '@tessera/protocol';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isGroupable } from '../grid/groups/groupable.ts';
import { measuresOf } from '../grid/measure-text.ts';
import { setLanguage, startI18n } from '../i18n/i18n.ts';
import { canConvert, draftOf } from '../shape/field-draft.ts';
import { ProductSettings } from '../shape/ProductSettings.tsx';
import { operatorsFor } from '../views/filter-model.ts';
import { plainText } from './convert.ts';
import { CellFace } from './masked.tsx';
import { isComputed, uiOf } from './registry.ts';

const field = (more: Partial<OutField>): OutField => ({
  ...{ id: 'fld', name: 'Field', slug: 'field', type: 'text' },
  ...{ level: 'edit', creatable: false, everywhere: true, ...more },
});
const behind = { link: 'fldlink', of: 'fldof' };
const share = { precision: 4, result: 'percent' } as const;
const worked = [
  field({ type: 'formula', ...share }),
  field({ type: 'lookup', ...share, ...behind }),
  field({ type: 'rollup', ...share, ...behind, fn: 'max' }),
];
const env = { workspace: 'w', language: 'en', timeZone: 'UTC', today: '', members: [] } as const;

beforeAll(async () => {
  startI18n();
  await setLanguage('en');
});
afterEach(cleanup);

describe('a field that is worked out', () => {
  it('is asked, measured, grouped and shown as its result', () => {
    const plain = field({ type: 'percent', precision: 4 });
    for (const one of worked) {
      expect(operatorsFor(one)).toEqual(operatorsFor(plain));
      expect(measuresOf(one)).toEqual(measuresOf(plain));
      expect(isGroupable(one)).toBe(true);
      expect(plainText(one, 0.125, env)).toBe('12.5%');
      render(<CellFace field={one} value={0.125} env={env} lines={1} />);
      screen.getByText('12.50%');
      cleanup();
    }
    expect(isGroupable(field({ type: 'lookup', ...behind, result: 'longText' }))).toBe(false);
  });

  it('is written by nobody, and made otherwise as what it is', () => {
    for (const one of worked) {
      expect(isComputed(one)).toBe(true);
      expect(uiOf(one).editing).toBe('none');
      expect(draftOf(one).type).toBe(one.type);
    }
    expect(worked.map(canConvert)).toEqual([true, false, false]);
  });

  it('is no factor of a product, which multiplies what is filled in', () => {
    const own = field({ id: 'fldown', type: 'number' });
    const fields = [own, ...worked.map((one, at) => ({ ...one, id: `fld${at}` }))];
    const table = { fields } as unknown as OutTable;
    const of = { table, product: null, onChange: () => {}, saved: undefined };
    render(<ProductSettings {...of} />);
    expect(document.body.textContent).toBe('');
  });
});
