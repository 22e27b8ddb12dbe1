/** How hard a password is to guess, roughly; the server decides. */
export type Strength = 'short' | 'weak' | 'fair' | 'good' | 'strong';

export const shortestPassword = 10;

const common =
  /(password|passw0rd|qwert|asdf|letmein|welcome|admin|iloveyou|tessera|woaini|123456|654321|abc123|111111|888888)/giu;

/** Letters that tell something: runs, repetitions and what is known of the person count little. */
function tellingLength(password: string, known: readonly string[]): number {
  let text = password.replaceAll(common, '*');
  for (const word of known) {
    if (word.length >= 3) text = text.toLowerCase().split(word.toLowerCase()).join('*');
  }
  const letters = [...text];
  return letters.filter((letter, i) => {
    const step = (letter.codePointAt(0) ?? 0) - (letters[i - 1]?.codePointAt(0) ?? -9);
    return i === 0 || Math.abs(step) > 1;
  }).length;
}

/**
 * A hint while typing. `known`: name, address and other words that are easy to find out.
 */
export function passwordStrength(password: string, known: readonly string[] = []): Strength {
  if ([...password].length < shortestPassword) return 'short';
  const words = known
    .flatMap((text) => [text, text.replaceAll(/\s/gu, ''), ...text.split(/[\s@._-]+/u)])
    .filter(Boolean);
  const length = tellingLength(password, words);
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u, /\p{Script=Han}/u].filter(
    (kind) => kind.test(password),
  ).length;
  const varied = new Set([...password.toLowerCase()]).size;
  if (length < 6 || varied < 5) return 'weak';
  const score = length + kinds * 2;
  if (score < 14) return 'fair';
  return score < 20 ? 'good' : 'strong';
}
