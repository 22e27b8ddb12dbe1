import type { Language, Member } from '@tessera/model';
import type { Mail } from './send-mail.ts';

interface Invited {
  readonly member: Member;
  readonly workspace: string;
  /** Who invites. */
  readonly by: string;
  readonly link: string;
  readonly language: Language;
}

const words = {
  en: (name: string, by: string, workspace: string) => ({
    subject: `${by} invites you to ${workspace}`,
    hello: `Hello ${name},`,
    text: `${by} has invited you to the workspace “${workspace}” in Tessera. Open this link to join:`,
    button: 'Join the workspace',
    note: 'The link is for you alone, works once and ends after 14 days. If you did not expect this mail, ignore it.',
  }),
  zh: (name: string, by: string, workspace: string) => ({
    subject: `${by} 邀请您加入“${workspace}”`,
    hello: `${name}，您好！`,
    text: `${by} 邀请您加入 Tessera 工作区“${workspace}”。请打开以下链接加入：`,
    button: '加入工作区',
    note: '此链接仅供您本人使用，只能使用一次，14 天内有效。如果您并不知情，请忽略此邮件。',
  }),
} as const;

/** The mail that brings an invitation's link, in the language of who is invited. */
export function invitationMail({ member, workspace, by, link, language }: Invited): Mail {
  const { subject, hello, text, button, note } = words[language](
    inLine(member.name),
    inLine(by),
    inLine(workspace),
  );
  const style = 'font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1f2328';
  const look =
    'display:inline-block;padding:10px 18px;border-radius:6px;background:#3451b2;color:#fff;text-decoration:none';
  return {
    to: { name: member.name, address: member.email },
    subject,
    text: `${hello}\n\n${text}\n\n${link}\n\n${note}\n`,
    html: `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><body style="${style}"><p>${escapeHtml(hello)}</p><p>${escapeHtml(text)}</p><p><a href="${escapeHtml(link)}" style="${look}">${escapeHtml(button)}</a></p><p>${escapeHtml(link)}</p><p style="color:#656d76">${escapeHtml(note)}</p></body></html>`,
  };
}

/** A name cannot begin a line of its own. */
function inLine(name: string): string {
  return name.replaceAll(/\s+/gu, ' ');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
