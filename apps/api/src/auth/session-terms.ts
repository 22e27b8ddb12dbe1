/** How long a session lasts without being used. */
export const sessionSeconds = 30 * 24 * 3600;

/** better-auth's prefix of the session's cookie. */
export const cookiePrefix = 'tessera';
