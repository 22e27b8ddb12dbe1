import { textFieldType } from './text-field.ts';

/**
 * A web address, http or https alone: a stored `javascript:` or `data:` address would run as the reader.
 * `example.com/x` is understood as https. Kept as written where it has a scheme.
 */
export const url = textFieldType<'url'>({
  maxLength: 2000,
  needs: 'needs a web address that begins with http:// or https://',
  accept: (text) => {
    if (/\s/.test(text)) return null;
    const bare =
      /^[^\s:/?#@]+\.[^\s:/?#@]+([:/?#].*)?$/.test(text) && !/^[a-z][\w+.-]*:(?!\d)/i.test(text);
    const full = bare ? `https://${text}` : text;
    if (!/^https?:\/\//i.test(full)) return null;
    try {
      const parsed = new URL(full);
      const web = parsed.protocol === 'http:' || parsed.protocol === 'https:';
      return web && parsed.hostname !== '' ? full : null;
    } catch {
      return null;
    }
  },
});
