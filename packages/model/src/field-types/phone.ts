import { textFieldType } from './text-field.ts';

/** Digits with the signs people put between them; 3 to 20 digits, an extension after `x`, `ext` or `转`. */
const pattern = /^[+(]?[\d\s().+/-]*\d[\d\s().+/-]*((x|ext\.?|转|#)\s*\d{1,8})?$/i;

/** A telephone number as it was written, full-width digits made plain. */
export const phone = textFieldType<'phone'>({
  maxLength: 50,
  needs: 'needs a telephone number',
  accept: (given) => {
    const text = given.normalize('NFKC');
    const digits = text.replace(/\D/g, '').length;
    return pattern.test(text) && digits >= 3 && digits <= 28 ? text : null;
  },
});
