import type { AppContext } from '../context.ts';
import { causeOf } from '../http/error-response.ts';

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Longest wait for the mail server (ms): somebody waits at a screen. */
const patience = 10_000;

/**
 * Sends a mail by the server that TESSERA_SMTP_URL names. `off`: there is none. A failure is logged and told,
 * never thrown: what the mail is about has been done.
 */
export async function sendMail(app: AppContext, mail: Mail): Promise<'sent' | 'failed' | 'off'> {
  const { smtpUrl } = app.config;
  if (smtpUrl === undefined) return 'off';
  try {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      url: smtpUrl,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    });
    try {
      await transport.sendMail({ from: senderOf(app, smtpUrl), ...mail });
    } finally {
      transport.close();
    }
    return 'sent';
  } catch (cause) {
    app.log.warn(causeOf(cause), 'a mail could not be sent');
    return 'failed';
  }
}

/** The address mails come from: `?from=` of the server's URL, or its user, or one of our own host. */
function senderOf(app: AppContext, smtpUrl: string): { name: string; address: string } {
  const url = new URL(smtpUrl);
  const user = decodeURIComponent(url.username);
  const own = `tessera@${new URL(app.address.url).hostname}`;
  const address = url.searchParams.get('from') ?? (user.includes('@') ? user : own);
  return { name: 'Tessera', address };
}
