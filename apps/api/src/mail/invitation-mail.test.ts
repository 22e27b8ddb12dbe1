import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from '../../test/world.ts';

interface Received {
  readonly to: readonly string[];
  readonly from: string;
  readonly message: string;
}

const received: Received[] = [];
let refuses = false;
let server: SMTPServer;
let world: World;
let owner: Client;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refuses ? new Error('no such box') : null),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom === false ? '' : mailFrom.address,
          message: Buffer.concat(parts).toString('utf8'),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  world = await makeWorld({
    url: 'https://tessera.example',
    smtpUrl: `smtp://127.0.0.1:${port}?from=office@tessera.example`,
  });
  owner = await world.as(world.owner);
});
afterAll(async () => {
  await world.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const invite = (name: string, more: object = {}) =>
  owner.post(
    `${world.base}/members`,
    { name, email: `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}@example.com`, ...more },
    { origin: 'https://tessera.example' },
  );

/** The parts of a message, decoded. */
function textOf(message: string): string {
  return message.split(/\r\n--[^\r\n]+/).reduce((all, part) => {
    const [head = '', ...body] = part.split('\r\n\r\n');
    const text = body.join('\r\n\r\n');
    if (/base64/i.test(head)) return all + Buffer.from(text, 'base64').toString('utf8');
    if (!/quoted-printable/i.test(head)) return all + text;
    const bytes = text
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return all + Buffer.from(bytes, 'latin1').toString('utf8');
  }, '');
}

describe('an invitation by mail', () => {
  it('brings the link as text and HTML to the one who is invited', async () => {
    const answer = await invite('Nina <b>New</b>');
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body.mail).toBe('sent');
    const [mail] = received.splice(0);
    expect(mail).toMatchObject({ to: ['ninabnewb@example.com'], from: 'office@tessera.example' });
    expect(mail?.message).toMatch(/^From: Tessera <office@tessera\.example>\r$/m);
    expect(mail?.message).toMatch(/^Subject: Olivia Owner invites you to Lighthouse\r$/m);
    const text = textOf(mail?.message ?? '');
    expect(text.split(answer.body.link).length - 1).toBe(3);
    expect(text).toContain('Hello Nina <b>New</b>,');
    expect(text).toContain('<p>Hello Nina &lt;b&gt;New&lt;/b&gt;,</p>');
  });

  it('speaks the language of who is invited', async () => {
    await invite('Wei', { language: 'zh' });
    const [mail] = received.splice(0);
    expect(textOf(mail?.message ?? '')).toContain('邀请您加入 Tessera 工作区“Lighthouse”');
  });

  it('is not lost when the mail is, and can be sent again', async () => {
    refuses = true;
    const answer = await invite('Bounce');
    expect(answer.status).toBe(201);
    expect(answer.body.mail).toBe('failed');
    expect(answer.body.link).toContain('https://tessera.example/invite/');
    refuses = false;
    const path = `${world.base}/members/${answer.body.member.id}/invitation`;
    const again = await owner.post(path, {}, { origin: 'https://tessera.example' });
    expect(again.body.mail).toBe('sent');
    expect(received.splice(0)).toHaveLength(1);
  });

  it('adds no lines to the mail by a name', async () => {
    await invite('Eve\r\nBcc: everybody@example.com');
    for (const { message, to } of received.splice(0)) {
      expect(message).not.toMatch(/^Bcc:/im);
      expect(to).toHaveLength(1);
    }
  });
});

describe('without a mail server', () => {
  it('an invitation is a link to pass on', async () => {
    const plain = await makeWorld();
    const client = await plain.as(plain.owner);
    const body = { name: 'Lin', email: 'lin@example.com' };
    const answer = await client.post(`${plain.base}/members`, body);
    expect(answer.body.mail).toBeUndefined();
    await plain.close();
  });
});
