// `npm run screenshots`: the pictures of the README, docs/images/*.png, from a new CRM with samples, in both languages.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { requireNode, root, targets } from './environment.mjs';

requireNode();
const folder = join(root, 'docs', 'images');
const password = 'mosaic-lantern-47-orchard';
const largest = 300 * 1024;

const texts = {
  en: {
    workspace: 'Northwind Trading',
    owner: 'Olivia Hart',
    people: ['Moses Frank', 'Dana Brink', 'Mia Chow'],
    sales: 'Sales',
    management: 'Management',
  },
  zh: {
    workspace: '北风贸易',
    owner: '林晓雨',
    people: ['周明', '陈立', '王晨'],
    sales: '销售',
    management: '管理层',
  },
};

/** Starts the built server on a free port over an empty folder. */
async function start(data) {
  const server = spawn(process.execPath, [join(root, targets.api.output)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      TESSERA_DATA: data,
      TESSERA_LOG: 'warn',
      TESSERA_URL: '',
      TESSERA_DATABASE_URL: '',
    },
  });
  let output = '';
  const find = (line) => new RegExp(`^${line}: (\\S+)$`, 'm').exec(output)?.[1];
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (chunk) => {
      output += chunk;
      if (find('Set up')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      server.removeAllListeners('exit');
      server.once('exit', resolve);
      server.kill('SIGTERM');
    });
  return { url: find('Tessera'), setup: find('Set up'), stop };
}

/** A caller of the API with the session of whoever set the workspace up. */
function caller(url) {
  let cookie = '';
  return async (method, path, body) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return { answer, cookie };
  };
}

/** Owner, people with a reporting line, and records that are theirs. Gives what the pages need. */
async function furnish({ url, setup }, language) {
  const text = texts[language];
  const call = caller(url);
  await call('POST', '/setup', {
    token: new URL(setup).searchParams.get('token'),
    name: text.owner,
    email: 'olivia@northwind.example',
    password,
    workspace: text.workspace,
    language,
    timeZone: 'Asia/Shanghai',
    templates: ['crm'],
    samples: true,
  });
  const { answer: list } = await call('GET', '/workspaces');
  const base = `/workspaces/${list.workspaces[0].id}`;
  const { answer: organisation } = await call('GET', `${base}/roles`);
  const roleOf = (name) => organisation.roles.find((role) => role.name === name).id;
  const members = [];
  for (const [at, name] of text.people.entries()) {
    const { answer } = await call('POST', `${base}/members`, {
      name,
      email: `person${at + 1}@northwind.example`,
      roles: [{ role: roleOf(at === 2 ? text.management : text.sales) }],
      ...(at === 1 && { manager: members[0] }),
    });
    members.push(answer.member.id);
  }
  const { answer: schema } = await call('GET', `${base}/schema`);
  const table = schema.tables.find(({ slug }) => slug === 'opportunities');
  const path = `${base}/tables/${table.id}/records`;
  const { answer: page } = await call('POST', `${path}/query`, { limit: 200 });
  // What a picture of this width need not show.
  const [view] = table.views;
  const slugs = ['code', 'engage_date', 'margin', 'created_time', 'modified_time', 'activities'];
  await call('PUT', `${base}/tables/${table.id}/views/${view.id}`, {
    name: view.name,
    sort: view.sort,
    hiddenFields: table.fields.filter(({ slug }) => slugs.includes(slug)).map(({ id }) => id),
    fieldOrder: view.fieldOrder,
    widths: view.widths,
    rowHeight: view.rowHeight,
  });
  // Every fourth record stays with whoever set the workspace up.
  const { cookie } = await call('PATCH', path, {
    records: page.records.flatMap(({ id }, at) =>
      at % 4 === 3 ? [] : [{ id, fields: { owner: members[at % 4] } }],
    ),
  });
  return {
    cookie,
    grid: `/w/${list.workspaces[0].id}/t/${table.id}`,
    role: `/w/${list.workspaces[0].id}/roles/${roleOf(text.sales)}`,
  };
}

async function shoot(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(720, 890);
  await page.waitForLoadState('networkidle');
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(file);
  if (size > largest) throw new Error(`${file} has ${size} bytes; at most ${largest} are wanted.`);
  console.log(`${name}.png  ${Math.round(size / 1024)} KB`);
}

async function picture(browser, language) {
  const data = mkdtempSync(join(tmpdir(), 'tessera-screenshots-'));
  const server = await start(data);
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: language === 'zh' ? 'zh-CN' : 'en-US',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(server.setup);
    await page.locator('form').waitFor();
    await page.evaluate(() => document.activeElement?.blur());
    await shoot(page, `set-up.${language}`);

    const { cookie, grid, role } = await furnish(server, language);
    const at = cookie.indexOf('=');
    const pair = { name: cookie.slice(0, at), value: cookie.slice(at + 1) };
    await context.addCookies([{ ...pair, url: server.url }]);
    await page.goto(server.url + grid);
    await page.locator('[data-record]').first().waitFor();
    await page.locator('[data-row="3"] [role=gridcell]').nth(2).click();
    await shoot(page, `grid.${language}`);
    await page.goto(server.url + role);
    await page.locator('table').waitFor();
    await shoot(page, `role.${language}`);
    await context.close();
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
mkdirSync(folder, { recursive: true });
const { executablePath, args, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, args, env });
try {
  for (const language of ['en', 'zh']) await picture(browser, language);
} finally {
  await browser.close();
}
