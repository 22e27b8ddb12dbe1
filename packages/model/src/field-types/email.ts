import { textFieldType } from './text-field.ts';

/** One address: no white space, quotes or angle brackets, one @, a dotted domain. No header can be smuggled in. */
const pattern = /^[^\s@<>"'(),:;[\]\\]{1,64}@[^\s@<>"'(),:;[\]\\.]+(\.[^\s@<>"'(),:;[\]\\.]+)+$/;

/** An e-mail address; capitals are kept, comparison folds them. */
export const email = textFieldType<'email'>({
  maxLength: 254,
  needs: 'needs an e-mail address',
  accept: (given) => {
    const text = given.normalize('NFKC').replace(/^mailto:/i, '');
    return pattern.test(text) ? text : null;
  },
});
