export type { Texts } from '@tessera/words';
