// What a member sees: a filter kept under a name, what there is in every list,
// the catalog in their own language, and what was spent, also as a file.

import { be, expect, test, type Page } from '../fixtures';
import { follow, look, press, run, said, unfold } from './steps';

const ines = 'ines.tal@halden.example';
const dana = 'dana.roth@halden.example';
const helga = 'helga.brandt@auental.example';

test.describe.configure({ mode: 'serial' });

const keep = async (page: Page, name: string) => {
  const fold = page.locator('details.fold', { hasText: 'Save this filter' });
  await unfold(fold);
  await fold.locator('[name=name]').fill(name);
  await fold.getByRole('button', { name: 'Save this filter' }).click();
};

test('a filter is kept under a name, found again, renamed and deleted', async ({ page }) => {
  // Seven pages, each looked at.
  test.slow();
  const name = `Large displays ${run()}`;
  await be(page, ines);
  await page.goto('/catalog/displays');
  await page.locator('.facets a', { hasText: '27' }).first().click();
  const filtered = new URL(page.url());
  expect(filtered.search).not.toBe('');
  await keep(page, '');
  await expect(page.locator('main')).toContainText('Give it a name of at most 60 characters.');
  await look(page, 'saved-refused');
  await page.locator('main [name=name]').first().fill(name);
  await press(page, 'Save this filter');
  await said(page, 'Saved.');
  await expect(page).toHaveURL(filtered.href);
  await look(page, 'saved-here');
  await page.goto('/catalog');
  await follow(page, name);
  await expect(page).toHaveURL(filtered.href);

  await page.goto('/search?q=dock');
  await keep(page, name);
  await expect(page.locator('main')).toContainText('You have a filter of this name already.');
  await page.goto('/saved');
  const row = page.locator('main tr', { hasText: name });
  await row.locator('summary').click();
  await row.locator('[name=name]').fill(`Mine ${run()}`);
  await row.getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved.');
  await look(page, 'saved');
  const renamed = page.locator('main tr', { hasText: `Mine ${run()}` });
  await renamed.getByRole('button', { name: /Delete/ }).click();
  await said(page, 'Deleted.');
  await expect(renamed).toHaveCount(0);
});

test('lists say what there is', async ({ page }) => {
  await be(page, ines);
  await page.goto('/catalog/displays');
  await expect(page.locator('main tbody')).toContainText(/in stock|In stock/);
  await page.goto('/catalog/printing');
  await expect(page.locator('main tbody')).toContainText(/from \d/);
  await look(page, 'what-there-is');
  await page.goto('/search?q=display');
  await expect(page.locator('main tbody')).toContainText(/in stock|In stock/);
});

test('a German member reads and searches the catalog in German', async ({ page }) => {
  await be(page, helga);
  await page.goto('/catalog');
  await expect(page.locator('main')).toContainText('Bildschirme');
  await follow(page, 'Bildschirme');
  await expect(page.locator('h1')).toHaveText('Bildschirme');
  await expect(page.locator('.facets')).toContainText('Auflösung');
  await look(page, 'german-category');
  await page.goto('/search?q=Bildschirm');
  await expect(page.locator('main tbody')).toContainText('Display');
  await expect(page.locator('main tbody')).toContainText('Bildschirme');
  await look(page, 'german-search');
});

test('a curator names a category in German', async ({ page }) => {
  await be(page, 'piet@northgate.example');
  await page.goto('/console/categories');
  await follow(page, 'Memory');
  await follow(page, 'Names in other languages');
  const field = page.getByLabel('Memory in Deutsch').first();
  await field.fill(`Arbeitsspeicher ${run()}`);
  await press(page, 'Save');
  await said(page, 'Saved');
  await expect(page.getByLabel('Memory in Deutsch').first()).toHaveValue(`Arbeitsspeicher ${run()}`);
  await look(page, 'names');
});

test('a curator says what a product is called in German, and a German member finds it', async ({ page }) => {
  // Each of the two runs has a product of its own.
  const { english, found, german } = {
    scripts: { english: 'Mouse, washable', found: 'mouse washable', german: 'Klinikmaus' },
    noscript: { english: 'Toner TN-328C, cyan', found: 'TN-328C', german: 'Tonerkartusche' },
  }[run()];
  const about = 'Wird nach Feierabend abgewischt.';
  await be(page, 'piet@northgate.example');
  await page.goto(`/console/products?q=${encodeURIComponent(found)}`);
  await follow(page, english);
  const product = new URL(page.url()).pathname;
  const facts = page.locator(`main form[action="${product}"]`);
  await facts.getByLabel('Name (Deutsch)').fill('x'.repeat(200));
  await facts.getByLabel('Description (Deutsch)').fill('x'.repeat(4_001));
  await facts.getByRole('button', { name: 'Save' }).click();
  await expect(facts.getByLabel('Description (Deutsch)')).toHaveAttribute('aria-invalid', 'true');
  await facts.getByLabel('Name (Deutsch)').fill(german);
  await facts.getByLabel('Description (Deutsch)').fill(about);
  await facts.getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved');
  await expect(facts.getByLabel('Name (Deutsch)')).toHaveValue(german);
  await look(page, 'texts');

  await be(page, helga);
  // With a slip of the fingers, by its beginning, and by what it is called in English.
  for (const typed of [german, german.slice(0, 6), german.replace('k', 'c'), english]) {
    await page.goto(`/search?q=${encodeURIComponent(typed)}`);
    await expect(page.locator('main tbody')).toContainText(german);
  }
  await follow(page, german);
  await expect(page.locator('h1')).toHaveText(german);
  await expect(page.locator('main')).toContainText(about);
  await look(page, 'german-product');
  await be(page, ines);
  await page.goto(`/search?q=${german}`);
  await expect(page.locator('main')).not.toContainText(english);
});

test('the manager reads what was spent, and takes it along as a file', async ({ page }) => {
  await be(page, dana);
  await page.goto('/orders');
  await follow(page, 'Reports');
  for (const title of ['Spend by month', 'Spend by cost centre', 'Spend by category', 'Spend by product', 'Requests and the time to decide']) {
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  }
  await look(page, 'reports');
  // The file has the rows of the table, line by line.
  const sheet = page.locator('section.sheet', { hasText: 'Spend by cost centre' });
  const names = await sheet.locator('tbody tr td:first-child').allInnerTexts();
  const href = (await sheet.getByRole('link').first().getAttribute('href')) ?? '';
  const file = await page.request.get(href);
  expect(file.headers()['content-type']).toContain('text/csv');
  const lines = (await file.text()).trim().split('\r\n');
  expect(lines.length).toBe(names.length + 1);
  expect(lines[1]?.split(',')[0]).toBe((names[0] ?? '').split('\n')[0]?.trim());
  await page.goto('/reports?from=2026-03-01&until=2026-02-01');
  await expect(page.locator('main')).toContainText('It ends before it begins.');
  // Who only asks for things reads what is theirs.
  await be(page, ines);
  await page.goto('/reports');
  await expect(page.locator('main')).toContainText('What you have ordered and asked for');
});

test('a report that does not appear for the company is not there', async ({ page }) => {
  await be(page, 'piet@northgate.example');
  await page.goto('/console/customers?q=Orrin');
  await follow(page, /Orrin/);
  await page.goto(`${new URL(page.url()).pathname}/site`);
  const form = page.locator('main form', { hasText: 'Reports that appear' });
  await form.locator('[name=reports][value=products]').uncheck();
  await form.getByRole('button', { name: 'Keep' }).click();
  await expect(page.locator('.flash')).toBeVisible();
  await be(page, 'saskia.vale@orrinvale.example');
  await page.goto('/reports');
  await expect(page.getByRole('heading', { name: 'Spend by month' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Spend by product' })).toHaveCount(0);
  const file = await page.request.get('/reports.csv?report=products');
  expect(file.status()).toBe(404);
});
