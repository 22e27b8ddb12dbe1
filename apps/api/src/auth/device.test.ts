import { describe, expect, it } from 'vitest';
import { deviceOf } from './device.ts';

describe('the device of a session', () => {
  it('is named by what the browser says of itself, whatever else it claims to be', () => {
    const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36';
    expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/149.0.0.0`)).toEqual({
      browser: 'Edge',
      system: 'Windows',
    });
    expect(deviceOf(`Mozilla/5.0 (Linux; Android 15) ${chrome}`)).toEqual({
      browser: 'Chrome',
      system: 'Android',
    });
    const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15';
    expect(deviceOf(`${phone} Version/19.0 Mobile/15E148 Safari/604.1`)).toEqual({
      browser: 'Safari',
      system: 'iPhone',
    });
  });

  it('is left open when it is not known', () => {
    expect(deviceOf(null)).toEqual({ browser: null, system: null });
    expect(deviceOf('curl/8.9')).toEqual({ browser: null, system: null });
  });
});
