import type { Page } from 'playwright-core';
import { password } from './setup.ts';

/** Words of the pages before and around the workspace, in both languages. */
export const words = {
  en: {
    name: 'Your name',
    email: 'E-mail',
    password: 'Password',
    workspace: 'Workspace name',
    language: 'Language',
    create: 'Create workspace',
    signIn: 'Sign in',
    join: 'Join',
    account: /^Your account/,
    signOut: 'Sign out',
  },
  zh: {
    name: '姓名',
    email: '邮箱',
    password: '密码',
    workspace: '工作区名称',
    language: '语言',
    create: '创建工作区',
    signIn: '登录',
    join: '加入',
    account: /^我的账号/,
    signOut: '退出登录',
  },
} as const;

const field = (page: Page, label: string) =>
  page.getByRole('textbox', { name: label, exact: true });

/** Fills in the set-up page that is open, and sends it. */
export async function fillSetup(
  page: Page,
  given: { readonly name: string; readonly email: string; readonly workspace: string },
  language: 'en' | 'zh' = 'en',
): Promise<void> {
  const word = words[language];
  await field(page, word.name).fill(given.name);
  await field(page, word.email).fill(given.email);
  await field(page, word.password).fill(password);
  await field(page, word.workspace).fill(given.workspace);
  await page.getByRole('button', { name: word.create }).click();
}

/** Opens an invitation and joins with the password of the tests. */
export async function joinByLink(
  page: Page,
  link: string,
  language: 'en' | 'zh' = 'en',
): Promise<void> {
  await page.goto(link);
  await field(page, words[language].password).fill(password);
  await page.getByRole('button', { name: words[language].join, exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
}

export async function signInBy(
  page: Page,
  email: string,
  language: 'en' | 'zh' = 'en',
  secret: string = password,
): Promise<void> {
  const word = words[language];
  await field(page, word.email).fill(email);
  await field(page, word.password).fill(secret);
  await page.getByRole('button', { name: word.signIn, exact: true }).click();
}

export async function signOutBy(page: Page, language: 'en' | 'zh' = 'en'): Promise<void> {
  await page.getByRole('button', { name: words[language].account }).click();
  await page.getByRole('menuitem', { name: words[language].signOut }).click();
}
