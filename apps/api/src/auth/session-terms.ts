/** How long a session lasts without being used. */
export const sessionSeconds = 30 * 24 * 3600;

/** The same where the browser was asked not to remember it. */
export const shortSessionSeconds = 24 * 3600;

/** better-auth's prefix of the session's cookie. */
export const cookiePrefix = 'tessera';
