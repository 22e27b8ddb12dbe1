import type { RandomBytes } from '@tessera/model';

const count = 10;
const length = 10;
/** Without signs that are taken for one another; 32 of them, so that no byte is favoured. */
const signs = '23456789abcdefghijkmnpqrstuvwxyz';

/** New recovery codes, each with 50 random bits: `ab3de-fg5hj`. */
export function makeRecoveryCodes(random: RandomBytes): readonly string[] {
  return Array.from({ length: count }, () => {
    const text = [...random(length)].map((byte) => signs[byte % signs.length]).join('');
    return `${text.slice(0, length / 2)}-${text.slice(length / 2)}`;
  });
}

/** A code as it is kept, however it was typed. */
export function tidyCode(given: string): string {
  const text = given.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return `${text.slice(0, length / 2)}-${text.slice(length / 2)}`;
}
