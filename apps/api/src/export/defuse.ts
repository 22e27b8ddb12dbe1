// A plain negative number or a phone number with its country code computes nothing.
const harmless = /^[-+][\d\s.,()%/-]*$/;

function isFormula(text: string): boolean {
  return /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) && !harmless.test(text);
}

/**
 * Text that a spreadsheet would run as a formula, with a leading apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function defuse(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** Whether `defuse` may have put the apostrophe in front of a text. */
export function defused(text: string): boolean {
  return text.startsWith("'") && isFormula(text.slice(1));
}

/** What the text was before `defuse`, so that a file goes out and comes back unchanged. */
export function undefuse(text: string): string {
  return defused(text) ? text.slice(1) : text;
}

/** A cell of CSV (RFC 4180) as it stands, quoted where it must be. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
