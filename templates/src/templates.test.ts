import { checkTemplate } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { templates } from './index.ts';

describe('the templates', () => {
  it.each(templates)('name nothing that does not exist: $slug', (template) => {
    expect(checkTemplate(template)).toEqual([]);
  });
});
