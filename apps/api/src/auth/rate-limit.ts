/** Counts failures per key in a sliding window, in memory: a restart forgives, which is accepted. */
export interface RateLimit {
  /** Seconds to wait before the next attempt, 0 when it may be made now. */
  wait(keys: readonly LimitedKey[], now: number): number;
  fail(keys: readonly LimitedKey[], now: number): void;
  /** Forgets the failures of these keys after a success. */
  forgive(keys: readonly string[]): void;
}

/** A key with the number of failures it may have within a window of `seconds`. */
export interface LimitedKey {
  readonly key: string;
  readonly most: number;
  readonly seconds: number;
}

const mostKeys = 50_000;

export function rateLimit(): RateLimit {
  const failures = new Map<string, number[]>();
  const recent = ({ key, seconds }: LimitedKey, now: number) =>
    (failures.get(key) ?? []).filter((at) => at > now - seconds * 1000);
  return {
    wait(keys, now) {
      let wait = 0;
      for (const limited of keys) {
        const times = recent(limited, now);
        const first = times[times.length - limited.most];
        if (first === undefined) continue;
        wait = Math.max(wait, Math.ceil((first + limited.seconds * 1000 - now) / 1000));
      }
      return wait;
    },
    fail(keys, now) {
      for (const limited of keys) {
        const times = recent(limited, now);
        times.push(now);
        // Set anew, so that the map stays ordered by the last failure and the oldest keys are dropped first.
        failures.delete(limited.key);
        failures.set(limited.key, times.slice(-limited.most));
      }
      for (const key of failures.keys()) {
        if (failures.size <= mostKeys) break;
        failures.delete(key);
      }
    },
    forgive(keys) {
      for (const key of keys) failures.delete(key);
    },
  };
}

/** The limits of signing in: per account and address, per account, per address. */
export function signInKeys(address: string, email: string): readonly LimitedKey[] {
  const account = email.trim().toLowerCase().slice(0, 254);
  return [
    { key: `pair ${address} ${account}`, most: 5, seconds: 60 },
    { key: `account ${account}`, most: 30, seconds: 900 },
    { key: `address ${address}`, most: 60, seconds: 300 },
  ];
}

/** The limits of the second step: per challenge (or session), and per account. */
export function secondStepKeys(userId: string, challenge: string): readonly LimitedKey[] {
  return [
    { key: `challenge ${challenge}`, most: 5, seconds: 900 },
    { key: `second step ${userId}`, most: 10, seconds: 900 },
  ];
}
