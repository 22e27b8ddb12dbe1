/** `Content-Disposition` of a file named after a table and a day; with a plain name for those who know no other. */
export function disposition(table: string, day: string, ending: string): string {
  const name = table
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\u0000-\u001f\u007f"*/:<>?\\|\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .slice(0, 80)
    .replace(/[\ud800-\udbff]$/, '');
  const whole = `${name === '' ? 'table' : name} ${day}.${ending}`;
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]+/g, '')
    .trim();
  const ascii = `${/[A-Za-z0-9]/.test(plain) ? plain : 'table'} ${day}.${ending}`;
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii.replace(/[%;]/g, '_')}"; filename*=UTF-8''${encoded}`;
}
