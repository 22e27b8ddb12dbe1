import { describe, expect, it } from 'vitest';
import { base32, codeOf, stepAt, stepOf, totpAddress } from './totp.ts';

/** Appendix B of RFC 6238, its last six digits. */
const secret = new TextEncoder().encode('12345678901234567890');

describe('codes of an authenticator app', () => {
  it('are those of the standard', () => {
    const codes = [59, 1_111_111_109, 1_234_567_890, 2_000_000_000, 20_000_000_000];
    expect(codes.map((second) => codeOf(secret, stepAt(second * 1000)))).toEqual([
      '287082',
      '081804',
      '005924',
      '279037',
      '353130',
    ]);
  });

  it('stand for the step before and after, and for no other', () => {
    const now = 1_234_567_890_000;
    const at = (steps: number) => stepOf(secret, codeOf(secret, stepAt(now) + steps), now);
    expect([-1, 0, 1].map(at)).toEqual([-1, 0, 1].map((steps) => stepAt(now) + steps));
    expect([at(-2), at(2)]).toEqual([null, null]);
    expect(stepOf(secret, '05924', now)).toBeNull();
  });

  it('come from a secret that is shown in base32', () => {
    expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(base32(new TextEncoder().encode('fooba'))).toBe('MZXW6YTB');
    expect(base32(new TextEncoder().encode('foob'))).toBe('MZXW6YQ');
    expect(totpAddress(secret, 'Tessera', 'a b@example.com')).toBe(
      'otpauth://totp/Tessera:a%20b%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tessera',
    );
  });
});
