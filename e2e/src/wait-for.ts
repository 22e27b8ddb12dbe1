/** Asks again until the answer is true; throws with `what` after `within` milliseconds. Gives the milliseconds waited. */
export async function waitFor(
  what: string,
  ask: () => boolean | Promise<boolean>,
  within = 10_000,
): Promise<number> {
  const begun = performance.now();
  for (;;) {
    if (await ask()) return performance.now() - begun;
    if (performance.now() - begun > within) throw new Error(`Not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
