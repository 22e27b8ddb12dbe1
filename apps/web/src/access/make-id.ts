import { idMaker } from '@tessera/model';

/** Fresh ids for what is added to the rules. */
export const makeId = idMaker((count) => crypto.getRandomValues(new Uint8Array(count)));
