// A curator makes a category, says what is known of its products, and changes how
// it is read. Each of the two runs has a category of its own.

import { be, expect, test } from '../fixtures';
import { fill, follow, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';

test.describe.configure({ mode: 'serial' });

let category = '';
const attributes = () => `main form[action="${category}/attributes"]`;

test('a curator makes a category', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/products');
  await follow(page, 'Categories');
  // Everything that is wrong is told at once, by the names of the fields.
  await press(page, 'Make the category');
  await expect(page.locator('main .form-errors li')).toHaveText([/^Name: /, /^Code: /, /^[^:]+: /]);
  await fill(page, 'main', { name: `Cables ${run()}`, code: 'displays', sku_prefix: 'cbl' });
  await press(page, 'Make the category');
  await expect(page.locator('main')).toContainText('Another category has this code.');
  await fill(page, 'main', { code: `cables-${run()}` });
  await page.locator('main [name=parent]').selectOption({ label: 'Docks and adapters' });
  await press(page, 'Make the category');
  await expect(page.locator('h1')).toContainText(`Cables ${run()}`);
  category = new URL(page.url()).pathname;
});

test('says what is known of its products, and changes how it is read', async ({ page }) => {
  await be(page, curator);
  await page.goto(category);
  await fill(page, attributes(), { name: 'Length' });
  await page.locator(`${attributes()} [name=kind]`).selectOption('text');
  await page.locator(attributes()).getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved');
  await page.goto('/console/product/new');
  await fill(page, 'main', { name: 'Patch cable', sku: `CBL-${run()}` });
  await page.locator('main [name=category]').selectOption({ label: `Cables ${run()}` });
  await press(page, 'Save');
  await said(page, 'Saved');
  const product = new URL(page.url()).pathname;
  await page.locator('main').getByLabel('Length').fill('three');
  await press(page, 'Save');
  await said(page, 'Saved');
  await page.goto(category);
  await follow(page, 'Length');
  await page.locator(`${attributes()} [name=kind]`).selectOption('number');
  await fill(page, attributes(), { unit: 'm' });
  await page.locator(attributes()).getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('main')).toContainText('“three” can’t be read that way.');
  await page.goto(product);
  await page.locator('main').getByLabel('Length').fill('3');
  await press(page, 'Save');
  await said(page, 'Saved');
  await page.goto(category);
  await follow(page, 'Length');
  await page.locator(`${attributes()} [name=kind]`).selectOption('number');
  await fill(page, attributes(), { unit: 'm' });
  await page.locator(attributes()).getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved');
  await expect(page.locator('main')).toContainText('(m)');
  await look(page, 'category');
  await page.goto(`/console/products?q=CBL-${run()}`);
  await expect(page.locator('main')).toContainText('3 m');
});
