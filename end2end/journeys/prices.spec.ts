// What was agreed for one unit: a curator writes it down and publishes it, its
// people see it and pay it, and nobody else of their company does. Each of the
// two runs has a unit of its own.

import { be, expect, test } from '../fixtures';
import { fill, follow, inDays, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const runs = {
  scripts: { unit: 'Customs', person: 'lena.graf@meridian.example' },
  noscript: { unit: 'Fleet', person: 'pavel.novak@meridian.example' },
};
const elsewhere = 'femke.bos@meridian.example';

test.describe.configure({ mode: 'serial' });

let scanner = '';
let agreement = '';

test('a curator agrees with one unit on a price for many pieces', async ({ page }) => {
  const { unit, person } = runs[run()];
  await be(page, person);
  await page.goto('/search?q=hand+scanner');
  await follow(page, /Hand scanner/);
  scanner = new URL(page.url()).pathname;
  await expect(page.locator('main')).not.toContainText('Price for many');

  await be(page, curator);
  await page.goto('/console/customers?q=Meridian');
  await follow(page, 'Meridian Freight');
  await page.locator('main a[href*="/agreements/new?customer="]').click();
  await fill(page, 'main', { unit, number: `MF ${unit}` });
  await look(page, 'unit-agreement-new');
  await press(page, 'Begin the draft');
  agreement = new URL(page.url()).pathname;
  const products = `main form[action="${agreement}/products"]`;
  await fill(page, products, { skus: scanner.split('/').pop() ?? '', price: '99', least: '5' });
  await page.locator(`${products} [name=rule][value=price]`).check({ force: true });
  await page.locator(products).getByRole('button', { name: 'Add', exact: true }).click();
  await said(page, 'Kept in the draft');
  await expect(page.locator('#lines')).toContainText('from 5 pieces');
  await expect(page.locator('main')).toContainText('Which agreement counts');
  await look(page, 'unit-agreement');
});

test('what makes no sense is refused with what was typed', async ({ page }) => {
  await be(page, curator);
  await page.goto(agreement);
  const products = `main form[action="${agreement}/products"]`;
  await fill(page, products, { skus: scanner.split('/').pop() ?? '', price: '98', least: '5' });
  await page.locator(`${products} [name=rule][value=price]`).check({ force: true });
  await page.locator(products).getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.locator('main')).toContainText('There is a line of this kind for that time already');
  await expect(page.locator(`${products} [name=price]`)).toHaveValue('98');
  await fill(page, products, { least: 'many' });
  await page.locator(products).getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.locator('main')).toContainText('This is not a number of pieces.');
});

test('a draft that waits for its day stays as it is until then', async ({ page }) => {
  await be(page, curator);
  await page.goto(`${agreement}/publish`);
  await fill(page, 'main', { on: inDays(-1) });
  await press(page, 'Publish');
  await expect(page.locator('main')).toContainText('Choose a day that is still to come.');
  await fill(page, 'main', { on: inDays(30) });
  await press(page, 'Publish');
  await said(page, 'by itself');
  await expect(page.locator('main')).toContainText('Published by itself on');
  await expect(page.locator(`main form[action="${agreement}/products"]`)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Discard draft' })).toHaveCount(0);
  await look(page, 'unit-agreement-planned');
  await press(page, 'Take that back');
  await expect(page.locator(`main form[action="${agreement}/products"]`)).toHaveCount(1);
});

test('its people see it and pay it, and nobody else does', async ({ page }) => {
  const { person } = runs[run()];
  await be(page, curator);
  await page.goto(`${agreement}/publish`);
  await look(page, 'unit-agreement-publish');
  await press(page, 'Publish');
  await said(page, 'Published');

  await be(page, person);
  await page.goto(scanner);
  await expect(page.locator('main')).toContainText('from 5 pieces');
  await expect(page.locator('main')).toContainText('€ 99.00');
  await look(page, 'product-for-many');
  await page.locator('main [name^="quantity-"]').fill('5');
  await page.locator('main form[action="/basket/add"] button').click();
  await page.goto('/basket');
  await expect(page.locator('main')).toContainText('€ 495.00');

  await be(page, elsewhere);
  await page.goto(scanner);
  await expect(page.locator('main')).not.toContainText('€ 99.00');
});

test('a promotion is for everybody, for as long as it lasts', async ({ page }) => {
  const name = `Two weeks ${run()}`;
  await be(page, elsewhere);
  await page.goto('/search?q=label+printer');
  await follow(page, /Label printer/);
  const printer = new URL(page.url()).pathname;
  await be(page, curator);
  await page.goto('/console/price-lists');
  await follow(page, 'List 2026');
  const list = new URL(page.url()).pathname;
  const form = `main form[action="${list}/promotions"]`;
  await fill(page, form, { rate: 'abc', price: 'x' });
  await page.locator(form).getByRole('button').click();
  await expect(page.locator('main .form-errors li')).toHaveText([/^Name: /, /^Percent off list: /, /^Or a price/]);
  await fill(page, form, { name, sku: printer.split('/').pop() ?? '', rate: '', price: '' });
  await page.locator(form).getByRole('button').click();
  await expect(page.locator('main')).toContainText('Percent between 0 and 100');
  await fill(page, form, { price: run() === 'scripts' ? '11' : '10' });
  await page.locator(form).getByRole('button').click();
  await said(page, name);
  await look(page, 'price-list');

  await be(page, elsewhere);
  await page.goto(printer);
  await expect(page.locator('main')).toContainText(/Two weeks/);

  await be(page, curator);
  await page.goto(list);
  await page.locator('main tr', { hasText: name }).getByRole('button').click();
  await said(page, `“${name}” has ended.`);
});
