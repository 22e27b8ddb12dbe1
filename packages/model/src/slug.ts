const pattern = /^[a-z][a-z0-9_]{0,62}$/;
/** Names that every JavaScript object has already. */
const reserved: ReadonlySet<string> = new Set(['constructor', 'prototype']);

/** True for an API name: a lower case letter, then lower case letters, digits and `_`; at most 63 characters. */
export function isSlug(text: string): boolean {
  return pattern.test(text) && !reserved.has(text);
}

/** The Latin letters and digits of a name as an API name (`Amount (€)` gives `amount`); `field` when none are left. */
export function slugify(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 50)
    .replace(/_+$/, '');
  return isSlug(slug) ? slug : 'field';
}

/** The wanted API name, or with the first number from 2 on that makes it free: `field_2`. */
export function uniqueSlug(wanted: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const base = isSlug(wanted) ? wanted : slugify(wanted);
  if (!used.has(base)) return base;
  let number = 2;
  while (used.has(`${base.slice(0, 50)}_${number}`)) number += 1;
  return `${base.slice(0, 50)}_${number}`;
}
