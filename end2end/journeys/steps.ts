// What the steps of the story have in common: looking at a page, filling in a
// form, reading mail, being somebody.

import { readdirSync, readFileSync } from 'node:fs';
import { checkA11y, expect, shoot, signIn, test, type Locator, type Page } from '../fixtures';

/** Which of the two runs this is: each makes its own customer and products. */
export const run = (): 'scripts' | 'noscript' => test.info().project.name as 'scripts' | 'noscript';

let pictures = 0;

/** A page that the story comes by: nothing axe finds, and a picture of it for whoever
 * asks for pictures. */
export async function look(page: Page, name: string): Promise<void> {
  await expect(page.locator('h1')).toHaveCount(1);
  await checkA11y(page);
  pictures += 1;
  await shoot(page, `story-${run()}-${String(pictures).padStart(2, '0')}-${name}`, ['light']);
}

/** Fields of a form by their names; what is a list is chosen from. */
export async function fill(page: Page, form: string, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`${form} [name="${name}"]:not([type=hidden])`);
    const tag = await field.first().evaluate((one) => `${one.tagName} ${one.getAttribute('type')}`);
    if (tag.startsWith('SELECT')) await field.selectOption({ label: value });
    else if (tag.endsWith('radio')) await page.locator(`${form} [name="${name}"][value="${value}"]`).check({ force: true });
    else if (tag.endsWith('checkbox')) await page.locator(`${form} [name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
}

/** Presses a button of the page's own, not of the frame around it. */
export const press = (page: Page, name: string | RegExp) =>
  page.locator('main').getByRole('button', { name, exact: typeof name === 'string' }).first().click();

/** Follows a link of the page's own. */
export const follow = (page: Page, name: string | RegExp) =>
  page.locator('main').getByRole('link', { name, exact: typeof name === 'string' }).first().click();

/** The sheet of this title, which can be folded away. */
export const folded = (page: Page, title: string): Locator =>
  page.locator('details.fold', { has: page.getByRole('heading', { name: title, exact: true }) });

/** Opens what is folded away, by its heading, which needs no scripts. */
export async function unfold(fold: Locator): Promise<void> {
  if (!(await fold.evaluate((one) => (one as HTMLDetailsElement).open))) await fold.locator('summary').click();
}

/** Chooses a cost centre, where the company has any. */
export async function chooseCostCentre(page: Page): Promise<void> {
  const centre = page.locator('main select[name=cost_centre]');
  if (await centre.count()) await centre.first().selectOption({ index: 1 });
}

/** What the page says it has done. */
export const said = (page: Page, text: string | RegExp) => expect(page.locator('.flash')).toContainText(text);

/** The latest letter to somebody about something. */
export async function letter(page: Page, to: string, about: string | RegExp): Promise<void> {
  const row = page.locator('main tr', { hasText: to }).filter({ hasText: about }).first();
  // The latest first, fifty on a page: it may be many pages back.
  await expect(async () => {
    await page.goto('/console/mailbox');
    for (let back = 2; back <= 12 && !(await row.count()); back++) await page.goto(`/console/mailbox?page=${back}`);
    await expect(row).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 15_000 });
  await row.getByRole('link').first().click();
  await expect(page.locator('h1')).toContainText(about);
}

/** The beginning of a mail that our mail server vouches for, and the rest of it. */
export const vouched = (from: string, more: string): string => {
  const domain = from.split('@')[1];
  return [
    `Authentication-Results: mx.northgate.example; dmarc=pass header.from=${domain}`,
    `From: Lise Holm <${from}>`,
    'To: <help@northgate.example>',
    `Message-ID: <${run()}-${Math.random()}@${domain}>`,
    more,
  ].join('\n');
};

/** Accepts the invitation that lies in the mailbox, with a password. */
export async function join(page: Page, email: string, company: string): Promise<void> {
  await page.context().clearCookies();
  await letter(page, email, company);
  await page.locator('main a.btn.main').click();
  await fill(page, 'main', { password });
  await press(page, 'Accept and sign in');
  await expect(page.locator('header .mark-name')).toContainText(company);
}

export const password = 'a quiet morning at sea';

/** Signs in as one of the story's own people. */
export async function become(page: Page, email: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, email, email.endsWith('northgate.example') ? undefined : password);
}

/** The day so many days from now, as a date field takes it. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Everything that a form would send, as it stands. */
export const typed = (page: Page, form: string): Promise<Record<string, string>> =>
  page.locator(form).evaluate((one) => Object.fromEntries(new FormData(one as HTMLFormElement)) as Record<string, string>);

/** Whole messages of several words that read differently in German, and so
 * give English away; single words are also names of categories and products. */
export function onlyEnglish(): Set<string> {
  const folder = '../domain/messages';
  const messages = (language: string): Map<string, string> => {
    const found = new Map<string, string>();
    for (const file of readdirSync(`${folder}/${language}`)) {
      for (const line of readFileSync(`${folder}/${language}/${file}`, 'utf8').split('\n')) {
        const [, id, text] = /^([a-z][\w-]*) = ([^{]+)$/.exec(line) ?? [];
        if (id && text) found.set(id, text.trim());
      }
    }
    return found;
  };
  const german = messages('de');
  const inGerman = new Set(german.values());
  const pairs = [...messages('en')].filter(([id, text]) => text.includes(' ') && german.get(id) !== text && !inGerman.has(text));
  return new Set(pairs.map(([, text]) => text));
}
