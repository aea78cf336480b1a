// What every journey starts from:
//
//   import { test, expect, signIn, checkA11y, shoot } from '../fixtures';
//
// A journey runs twice, with scripts and without, unless it asks for one
// project: `test.skip(!withScripts(), 'the island needs scripts')`.

import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Cookie, type Locator, type Page, type Response } from '@playwright/test';
import { resolve } from 'node:path';

export { expect, type Locator, type Page };

type Journey = { complaints: string[] };

export const test = base.extend<Journey>({
  baseURL: async ({}, use) => {
    const url = process.env.RAPPORT_URL;
    if (!url) throw new Error('no server was started');
    await use(url);
  },

  // Whatever a page complains about on the console fails the journey: a
  // hydration that went wrong, a script the content policy refused, a 404. So
  // does a page that asked its database more than three times.
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      const documents = new Set<string>();
      // A page that says 404 or 422 may be what the journey is about.
      page.on('request', (request) => request.isNavigationRequest() && documents.add(request.url()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        const { url } = message.location();
        const expected = message.text().startsWith('Failed to load resource') && documents.has(url);
        if (message.type() === 'error' && !expected) complaints.push(`${message.text()} (${url})`);
      });
      page.on('response', (response) => {
        const request = response.request();
        const redirects = response.status() >= 300 && response.status() < 400;
        if (request.isNavigationRequest() && !redirects) shown.set(page, response);
        // Something broke: no page is about that.
        if (response.status() >= 500) complaints.push(`${response.url()} answered ${response.status()}`);
        const statements = Number(response.headers()['x-sql-statements'] ?? 0);
        if (request.isNavigationRequest() && request.method() === 'GET' && statements > 3) {
          complaints.push(`${response.url()} took ${statements} statements`);
        }
      });
      await use(complaints);
      expect(complaints, 'complaints').toEqual([]);
    },
    { auto: true },
  ],
});

/** Whether this run of the journey may use scripts. */
export const withScripts = (): boolean => test.info().project.name === 'scripts';

/** Signs in with one of the demo accounts, which share a password. */
export async function signIn(page: Page, email: string, password = 'rapport-demo-2026'): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form .btn.main').click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

const sessions = new Map<string, Cookie[]>();

/** The same, but the door of a portal is passed only once in a run. */
export async function be(page: Page, email: string): Promise<void> {
  const door = `${process.env.RAPPORT_URL} ${email}`;
  const known = sessions.get(door);
  await page.context().clearCookies();
  if (known) {
    await page.context().addCookies(known);
  } else {
    await signIn(page, email);
    sessions.set(door, await page.context().cookies());
  }
}

/**
 * The page as it is without scripts, in a browser where axe, which is one, can
 * look at it: the same document, whose own scripts don't load.
 */
async function withoutItsScripts(page: Page, document: Response): Promise<Page> {
  const viewport = page.viewportSize();
  const context = await page.context().browser()!.newContext({ javaScriptEnabled: true, viewport });
  await context.addCookies(await page.context().cookies());
  const copy = await context.newPage();
  const body = await document.body();
  await copy.route('**/*', (route) => {
    const request = route.request();
    const isItself = request.isNavigationRequest() && request.frame() === copy.mainFrame();
    if (isItself) return route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
    return request.resourceType() === 'script' ? route.abort() : route.continue();
  });
  await copy.goto(page.url());
  return copy;
}

/** The document that each page shows, as it was sent. */
const shown = new WeakMap<Page, Response>();

/** No violation of WCAG 2.2 AA that axe can find. */
export async function checkA11y(page: Page): Promise<void> {
  if (withScripts()) return findNothing(page);
  const document = shown.get(page);
  if (!document) throw new Error('a page that no fixture watches');
  const copy = await withoutItsScripts(page, document);
  await findNothing(copy);
  await copy.context().close();
}

async function findNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target.join(' ')).join('\n  ')}`);
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/** Nothing scrolls sideways on a phone. */
export async function checkNarrow(page: Page): Promise<void> {
  await page.setViewportSize(narrow);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways, `${page.url()} scrolls sideways on a phone`).toBeLessThanOrEqual(0);
  await page.setViewportSize(wide);
}

type Themes = readonly ('light' | 'dark')[];

/**
 * Pictures of the whole page, wide and narrow, in target/end2end/shots, for whoever asks
 * for pictures. The window grows to the page's height, so that what sticks to an edge of the
 * window stands where it would.
 */
export async function shoot(page: Page, name: string, themes: Themes = ['light', 'dark']): Promise<void> {
  if (!process.env.RAPPORT_SHOTS) return;
  const before = page.viewportSize();
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), 6000) });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: resolve('../target/end2end/shots', `${name}-${size.width}-${colorScheme}.png`),
        animations: 'disabled',
      });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
