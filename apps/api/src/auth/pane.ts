import { type Persona, personas } from '@tessera/model';

/**
 * The persona in whose frame a request was made, where two are shown beside one another. It only says which of the
 * browser's own signed cookies speaks for the request; null: the one that speaks for whole pages.
 */
export function paneOf(given: string | null | undefined): Persona | null {
  return personas.find((persona) => persona === given) ?? null;
}

/** Requests of a frame carry it; a WebSocket, which takes no headers, has a parameter of the name `pane`. */
export const paneHeader = 'x-tessera-pane';
