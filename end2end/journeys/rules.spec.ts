// Rules over manufacturer and attribute: a curator adds them, sees the difference
// and the site as it would be, and publishes; a member sees what is left. And the
// grid, in which many cells are changed at once.

import { be, expect, test, withScripts, type Page } from '../fixtures';
import { fill, follow, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const whose = {
  scripts: { company: 'Kestrel College', member: 'owen.price@kestrelcollege.example', row: 0 },
  noscript: { company: 'Stadtwerke Auental', member: 'sabine.lorenz@auental.example', row: 1 },
};

test.describe.configure({ mode: 'serial' });

let agreement = '';

const search = async (page: Page, words: string) => {
  await page.goto(`/search?q=${encodeURIComponent(words)}`);
  return page.locator('main');
};

test('a curator adds a rule about a manufacturer and one about an attribute', async ({ page }) => {
  const { company } = whose[run()];
  await be(page, curator);
  await page.goto(`/console/agreements?q=${encodeURIComponent(company)}`);
  await page.locator('main tbody a').first().click();
  agreement = new URL(page.url()).pathname;
  const form = 'form[action$="/categories"]';

  await fill(page, form, { category: 'Displays', attribute: 'Size (″)', values: 'large', rule: 'out' });
  await page.locator(`${form} button`).last().click();
  await expect(page.locator(`${form} [name=values]`)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator(`${form} [name=values]`)).toHaveValue('large');
  await look(page, 'rule-refused');

  await fill(page, form, { category: 'Displays', manufacturer: 'kestrel', rule: 'out' });
  await page.locator(`${form} [name=attribute]`).selectOption('');
  await page.locator(`${form} [name=values]`).fill('');
  await page.locator(`${form} button`).last().click();
  await said(page, 'Kept in the draft');
  await fill(page, form, { category: 'Keyboards and mice', attribute: 'Wireless', values: 'yes', rule: 'out' });
  await page.locator(`${form} button`).last().click();
  await said(page, 'Kept in the draft');
  // About nothing: perhaps a slip of the finger.
  await fill(page, form, { category: 'Displays', manufacturer: 'Nobody', rule: 'out' });
  await page.locator(`${form} button`).last().click();
  const row = (text: string) => page.locator('main tr', { hasText: text }).first();
  await expect(row('Displays · by Kestrel')).toContainText('3');
  await expect(row('Keyboards and mice · Wireless: Yes')).toContainText('3');
  await expect(row('Displays · by Nobody')).toContainText('none now');
  await look(page, 'rules');
});

test('sees the difference and the site as it would be, and publishes', async ({ page }) => {
  await be(page, curator);
  await page.goto(`${agreement}/difference`);
  await expect(page.locator('main')).toContainText('32″ 4K');
  await expect(page.locator('main')).toContainText('Mouse, vertical');
  await expect(page.locator('main')).not.toContainText('Keyboard, quiet');
  await look(page, 'rules-difference');
  await page.goto(`${agreement}/why`);
  const sku = await firstSku(page, 'ultrawide');
  await page.goto(`${agreement}/why?sku=${sku}`);
  await expect(page.locator('main')).toContainText('takes “Displays · by Kestrel” out');
  await look(page, 'rules-why');

  await page.goto(agreement);
  await press(page, 'View as this customer');
  await expect(page.locator('.preview')).toBeVisible();
  await expect(await search(page, 'ultrawide')).not.toContainText('34″');
  await expect(await search(page, 'display 24')).toContainText('24″ FHD');
  await page.locator('.preview').getByRole('button').click();

  await page.goto(`${agreement}/publish`);
  await fill(page, 'main', { note: 'Fewer displays, wired keyboards.' });
  await press(page, /^Publish/);
  await page.goto(agreement);
  await expect(page.locator('main')).toContainText('Displays · by Kestrel');
});

/** The SKU of the first product that the console finds by these words. */
async function firstSku(page: Page, words: string): Promise<string> {
  await page.goto(`/console/products?q=${words}`);
  const href = await page.locator('main tbody a').first().getAttribute('href');
  return href?.split('/').pop() ?? '';
}

test('a member sees what is left, and the rest in no way', async ({ page }) => {
  await be(page, curator);
  const gone = await firstSku(page, 'ultrawide');
  await page.context().clearCookies();
  await be(page, whose[run()].member);
  await expect(await search(page, 'ultrawide')).not.toContainText('34″');
  await expect(await search(page, 'display 24')).toContainText('24″ FHD');
  await expect(await search(page, gone)).not.toContainText('34″');
  expect((await page.goto(`/products/${gone}`))?.status()).toBe(404);
  await page.goto('/catalog/displays');
  await expect(page.locator('main')).toContainText('24″ FHD');
  await expect(page.locator('main tbody')).not.toContainText('4K');
  await expect(page.locator('main .facets')).not.toContainText('Kestrel');
  await page.goto('/catalog/keyboards');
  await expect(page.locator('main tbody')).toContainText(/Keyboard, quiet|Tastatur, leise/);
  await expect(page.locator('main tbody')).not.toContainText(/Mouse, vertical|Maus, aufrecht/);
});

test('many cells are changed in the grid, all or none, and what is wrong is named', async ({ page }) => {
  const { row } = whose[run()];
  await be(page, curator);
  await page.goto('/console/products?category=network');
  await follow(page, 'Grid');
  await expect(page.locator('.grid tbody tr').first()).toBeVisible();
  await page.locator('main form.filter [name=list]').selectOption({ index: 1 });
  await page.locator('main form.filter button').click();
  const cell = (column: string, of = row) => page.locator(`.grid [name="${column}.${of}"]`);
  await look(page, 'grid');

  const number = `N-${run()}`;
  await cell('maker_number').fill(number);
  await cell('lead_days').fill('soon');
  await press(page, 'Write the changes');
  await expect(cell('lead_days')).toHaveAttribute('aria-invalid', 'true');
  await expect(cell('lead_days')).toHaveValue('soon');
  await expect(cell('maker_number')).toHaveValue(number);
  await expect(page.locator('.form-errors')).toContainText('Nothing was written');
  await look(page, 'grid-refused');
  const written = await page.context().newPage();
  await written.goto(page.url());
  await expect(written.locator(`.grid [name="maker_number.${row}"]`)).not.toHaveValue(number);
  await written.close();
  await cell('lead_days').fill('9');
  await press(page, 'Write the changes');
  await said(page, 'One product was changed');
  await expect(cell('lead_days')).toHaveValue('9');
  await press(page, 'Write the changes');
  await said(page, 'Nothing was changed');
});

test('the grid is walked with arrow keys and takes a block from a spreadsheet', async ({ page }) => {
  test.skip(!withScripts(), 'keys and pasting need scripts');
  await be(page, curator);
  await page.goto('/console/product/grid?category=storage');
  const cell = (column: string, of: number) => page.locator(`.grid [name="${column}.${of}"]`);
  await cell('maker_number', 0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(cell('maker_number', 1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell('maker_number', 2)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(cell('manufacturer', 2)).toBeFocused();
  await cell('maker_number', 2).focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'S-1\t4\r\nS-2\t5\r\n');
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(paste);
  });
  await expect(cell('maker_number', 2)).toHaveValue('S-1');
  await expect(cell('lead_days', 2)).toHaveValue('4');
  await expect(cell('lead_days', 3)).toHaveValue('5');
  await press(page, 'Write the changes');
  await said(page, '2 products were changed');
  await expect(cell('maker_number', 3)).toHaveValue('S-2');
});

test('yes or no and choices are chosen in the grid, and a new value has to be meant', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/product/grid?category=displays');
  const choice = page.locator('.grid tbody tr').first().locator('[list^="known-a"]').first();
  const before = await choice.inputValue();
  const list = await choice.getAttribute('list');
  await expect(page.locator(`datalist[id="${list}"] option`).first()).toBeAttached();
  await choice.fill(`Slip ${run()}`);
  await press(page, 'Write the changes');
  await expect(choice).toHaveAttribute('aria-invalid', 'true');
  await expect(choice).toHaveValue(`Slip ${run()}`);
  await page.getByLabel('Values that no product has yet are meant so').check();
  await press(page, 'Write the changes');
  await said(page, 'One product was changed');
  // Perhaps nothing else has what stood there before.
  await choice.fill(before);
  await press(page, 'Write the changes');
  const meant = page.getByLabel('Values that no product has yet are meant so');
  if (await meant.count()) {
    await meant.check();
    await press(page, 'Write the changes');
  }
  await said(page, 'One product was changed');
});

test('a promotion is said anew', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/price-lists');
  await page.locator('main tbody a').first().click();
  const name = `Week of ${run()}`;
  await fill(page, 'main', { name, what: 'The whole catalog', rate: '1' });
  await press(page, 'Begin the promotion');
  await said(page, name);
  await follow(page, name);
  await expect(page.locator('main [name=rate]')).toHaveValue('1');
  await look(page, 'promotion');
  await fill(page, 'main', { rate: '101' });
  await press(page, 'Keep the promotion');
  await expect(page.locator('main [name=rate]')).toHaveAttribute('aria-invalid', 'true');
  await fill(page, 'main', { rate: '0.5' });
  await press(page, 'Keep the promotion');
  await said(page, 'is kept');
  const row = page.locator('main tr', { hasText: name });
  await expect(row).toContainText('0.5% off list');
  await row.getByRole('button').click();
  await expect(page.locator('main tr', { hasText: name })).toHaveCount(0);
});
