/** The whole number text of an exact sum, taken apart as sum(v / 10^6) and sum(v % 10^6) so that 64 bits suffice. */
export function recombine(millions: string, rest: string): bigint {
  return BigInt(millions) * 1_000_000n + BigInt(rest);
}

/** A whole number as a number where it is exact, as decimal text beyond 2^53. */
export function wholeNumber(value: bigint): number | string {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value.toString();
}

/**
 * sum / count of integers scaled by 10^precision as decimal text of the true value, with up to six digits more than
 * `precision`, rounded half away from zero.
 */
export function average(sum: bigint, count: number, precision: number): string {
  const more = 6;
  const negative = sum < 0n;
  const top = (negative ? -sum : sum) * 10n ** BigInt(more);
  const by = BigInt(count);
  const scaled = (2n * top + by) / (2n * by);
  const digits = scaled.toString().padStart(precision + more + 1, '0');
  const whole = digits.slice(0, -(precision + more));
  const fraction = digits.slice(-(precision + more)).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative && scaled !== 0n ? `-${text}` : text;
}
