// A curator sends workbooks: one that is none is answered with a sentence; of a
// good one they see what would change, let it, and take it back. What is
// exported comes back as it went.

import { be, expect, test, type Page } from '../fixtures';
import { fill, follow, inDays, look, press, run } from './steps';
import { packed, workbook } from '../xlsx';

const curator = 'piet@northgate.example';

test.describe.configure({ mode: 'serial' });

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends a file, as one of this kind. */
async function send(page: Page, name: string, buffer: Buffer, kind = 'products') {
  await page.goto('/console/import');
  await page.locator(`main [name=kind][value=${kind}]`).check({ force: true });
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: XLSX, buffer });
  await press(page, 'Send and go on');
}

/** Waits until the import's page says this. */
async function reads(page: Page, text: string) {
  await expect(async () => {
    await page.reload();
    await expect(page.locator('main h1')).toContainText(text, { timeout: 300 });
  }).toPass({ timeout: 20_000 });
}

/** Products by which the two runs don't meet. */
const sku = (number: number): string => `XL-${run() === 'scripts' ? 'A' : 'B'}-${number}`;

const products = (price: number, name = 'Desk fan'): Buffer =>
  workbook([
    ['sku', 'name', 'category', 'manufacturer', 'Blades', 'price'],
    [sku(1), name, `Fans ${run()}`, 'Windrow', 5, price],
    [sku(2), 'Tower fan', `Fans ${run()}`, 'Windrow', 7, 59],
    [sku(3), '', `Fans ${run()}`, 'Windrow', 7, 59],
  ]);

let imported = '';

test('a file that is no workbook is answered with a sentence', async ({ page }) => {
  await be(page, curator);
  await send(page, 'notes.xlsx', packed({ 'readme.txt': 'no workbook' }));
  await expect(page.locator('main')).toContainText('notes.xlsx: This is a packed file, but no workbook.');
  await look(page, 'no-workbook');
  await send(page, 'old.xlsx', Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.alloc(2048)]));
  await expect(page.locator('main')).toContainText('This is a workbook of an older Excel (.xls)');
  const bomb = packed({ 'xl/workbook.xml': '<workbook' });
  await send(page, 'torn.xlsx', bomb);
  await expect(page.locator('main')).toContainText('The workbook is damaged');
});

test('what a workbook would change is shown before anything does', async ({ page }) => {
  await be(page, curator);
  await send(page, 'fans.xlsx', products(39.5));
  await expect(page.locator('h1')).toHaveText('What are the columns?');
  await fill(page, 'main', { 'new-list': `Fans ${run()}` });
  await press(page, 'What would change?');
  await reads(page, 'Compared');
  imported = new URL(page.url()).pathname;
  const main = page.locator('main');
  await expect(main).toContainText('Nothing has been changed yet.');
  await expect(main.locator('tbody tr', { hasText: 'Desk fan' }).first()).toContainText('New');
  await expect(main.locator('tbody')).toContainText('39.50');
  await look(page, 'differences');
  const lists = await page.request.get('/console/price-lists');
  expect(await lists.text()).not.toContain(`Fans ${run()}`);
  const product = await page.request.get(`/console/products/${sku(1)}`);
  expect(product.status()).toBe(404);
  const file = await page.request.get(`${imported}/changes.csv`);
  expect(await file.text()).toContain('Desk fan');
  await follow(page, 'Not taken');
  await expect(main).toContainText('It has no name.');
  // Back to the columns, and on again.
  await press(page, 'Back to the columns');
  await expect(page.locator('h1')).toHaveText('What are the columns?');
  await expect(page.locator('[name="new-list"]')).toHaveValue(`Fans ${run()}`);
  await press(page, 'What would change?');
  await reads(page, 'Compared');
  await press(page, 'Apply the changes');
  await reads(page, 'Finished');
  await page.goto(`/console/products/${sku(1)}`);
  await expect(page.locator('main input[value="39.50"]')).toHaveCount(1);
});

test('a second workbook changes them, with prices in percent', async ({ page }) => {
  await be(page, curator);
  await send(page, 'fans.xlsx', products(43.45, 'Desk fan, quiet'));
  await fill(page, 'main', { 'price-list': `Fans ${run()} (EUR)` });
  await press(page, 'What would change?');
  await reads(page, 'Compared');
  const rows = page.locator('main tbody');
  await expect(rows).toContainText('Desk fan, quiet');
  await expect(rows).toContainText('43.45 (+10%)');
  await press(page, 'Apply the changes');
  await reads(page, 'Finished');
  imported = new URL(page.url()).pathname;
  await look(page, 'applied');
});

test('and is taken back', async ({ page }) => {
  await be(page, curator);
  await page.goto(imported);
  await follow(page, 'Undo the import');
  await expect(page.locator('main')).toContainText('This import changed one entry that was there.');
  await expect(page.locator('main')).toContainText('What somebody has changed since is left as it is');
  await look(page, 'undo');
  await press(page, 'Undo it');
  await reads(page, 'Undone');
  await look(page, 'undone');
  await page.goto(`/console/products/${sku(1)}`);
  await expect(page.locator('main h1')).toContainText('Desk fan');
  await expect(page.locator('main h1')).not.toContainText('quiet');
  await expect(page.locator('main input[value="39.50"]')).toHaveCount(1);
});

test('what is exported comes back as it went', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/export');
  await look(page, 'export');
  const category = page.locator('main [name=category]');
  await category.selectOption({ label: `Fans ${run()}` });
  const id = await category.inputValue();
  const file = await page.request.get(`/console/export/products.xlsx?category=${id}`);
  expect(file.headers()['content-disposition']).toContain('products.xlsx');
  await send(page, 'products.xlsx', await file.body());
  await press(page, 'What would change?');
  await reads(page, 'Compared');
  await expect(page.locator('main')).toContainText('No changes here');
  await press(page, 'Discard');
  await expect(page).toHaveURL(/\/console\/import$/);
});

test('promotions of years ago are used again, and go out as they came in', async ({ page }) => {
  await be(page, curator);
  const file = workbook([
    ['English promotion name', 'DiscountPct', 'StartDate', 'EndDate', 'MinQty'],
    [`Volume 11 to 14 ${run()}`, 0.02, '2010-12-29', '2013-12-28', 11],
    [`Volume 15 to 24 ${run()}`, 0.05, '2010-12-29', '2013-12-28', 15],
  ]);
  await send(page, 'promotions.xlsx', file, 'promotions');
  await fill(page, 'main', { 'price-list': `Fans ${run()} (EUR)`, 'f0-code': `Fans ${run()}` });
  await page.locator('main [name=everything]').check();
  await press(page, 'What would change?');
  await expect(page.locator('main')).toContainText('Choose one: promotions that name nothing');
  await page.locator('main [name=everything]').uncheck();
  await fill(page, 'main', { 'last-day': inDays(-1) });
  await press(page, 'What would change?');
  await expect(page.locator('main')).toContainText('This day is over.');
  await look(page, 'promotions-columns');
  await fill(page, 'main', { 'last-day': inDays(90) });
  await press(page, 'What would change?');
  await reads(page, 'Compared');
  await expect(page.locator('main tbody')).toContainText('−5% until');
  await expect(page.locator('main tbody')).toContainText(`Fans ${run()}`);
  await press(page, 'Apply the changes');
  await reads(page, 'Finished');

  await page.goto('/console/export');
  const list = page.locator('main form[action="/console/export/promotions.xlsx"] [name=list]');
  await list.selectOption({ label: `Fans ${run()} (EUR)` });
  const out = await page.request.get(`/console/export/promotions.csv?list=${await list.inputValue()}`);
  expect(await out.text()).toContain(`Volume 15 to 24 ${run()}`);
  await send(page, 'promotions.csv', await out.body(), 'promotions');
  await fill(page, 'main', { 'price-list': `Fans ${run()} (EUR)` });
  await press(page, 'What would change?');
  await reads(page, 'Compared');
  await expect(page.locator('main')).toContainText('No changes here');
  await press(page, 'Discard');
});

test('prices that have to be rounded are told before', async ({ page }) => {
  await be(page, curator);
  await send(page, 'fine.xlsx', workbook([['sku', 'price'], [sku(1), 39.4987]]), 'prices');
  await expect(page.locator('main')).toContainText('has prices with 4 decimal places');
  await look(page, 'prices-to-round');
  await press(page, 'Discard');
});

test('customers come in with what they are', async ({ page }) => {
  await be(page, curator);
  const company = `${run() === 'scripts' ? 'Alder' : 'Birch'} Clinic`;
  const file = workbook([
    ['Customer number', 'Company', 'Business type', 'Employees', 'Annual sales', 'Year founded', 'City', 'Country'],
    [`K-${run()}`, company, 'Hospital', 640, 12_500_000, 1931, 'Utrecht', 'NL'],
    [`K-${run()}-2`, 'Nowhere', 'Retail', 4, '', 2999, '', ''],
  ]);
  await send(page, 'customers.xlsx', file, 'customers');
  await press(page, 'What would change?');
  await reads(page, 'Compared');
  await expect(page.locator('main tbody')).toContainText('healthcare');
  await press(page, 'Apply the changes');
  await reads(page, 'Finished');
  await expect(page.locator('main')).toContainText('“2999” can’t be the year it was founded in.');
  await page.goto(`/console/customers?q=${encodeURIComponent(company)}`);
  await follow(page, company);
  await page.goto(`${new URL(page.url()).pathname}/about`);
  await expect(page.locator('[name=industry]')).toHaveValue('Hospital');
  await expect(page.locator('[name=sales]')).toHaveValue('12500000.00');
  await expect(page.locator('main')).toContainText('By employees and kind of business: Healthcare.');
  await fill(page, 'main', { sales: 'much' });
  await press(page, /Save|Keep/);
  await expect(page.locator('main')).toContainText('Write an amount such as 1500000');
  await fill(page, 'main', { sales: '13000000', city: 'Leiden' });
  await look(page, 'about-customer');
  await press(page, /Save|Keep/);
  await expect(page.locator('.flash')).toBeVisible();
});
