// A curator says what lies where, what belongs to a product and until when it
// can be ordered; members read it on its page.

import { be, expect, test } from '../fixtures';
import { fill, follow, inDays, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const member = 'ines.tal@halden.example';
// Each of the two runs has a product of its own.
const runs = {
  scripts: { found: 'mouse wireless', name: 'Mouse, wireless', other: 'Mouse, vertical' },
  noscript: { found: 'keyboard quiet', name: 'Keyboard, quiet', other: 'Keyboard, wireless' },
};

test.describe.configure({ mode: 'serial' });

let product = '';
let other = '';

test('a curator completes a product', async ({ page }) => {
  const { found, name } = runs[run()];
  await be(page, curator);
  await page.goto(`/console/products?q=${encodeURIComponent(runs[run()].other)}`);
  await follow(page, runs[run()].other);
  other = new URL(page.url()).pathname.split('/').pop() ?? '';
  await page.goto(`/console/products?q=${encodeURIComponent(found)}`);
  await follow(page, name);
  product = new URL(page.url()).pathname;
  const facts = `main form[action="${product}"]`;
  await fill(page, facts, { unspsc: '4321', lead_days: 'soon', maker_number: `QX ${run()}-77` });
  await page.locator(facts).getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('main')).toContainText('A UNSPSC code has eight digits.');
  await expect(page.locator('main')).toContainText('Write a whole number of days');
  await fill(page, facts, { unspsc: '43-21-17-08', lead_days: '20', last_order_day: inDays(-3) });
  await page.locator(facts).getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('main')).toContainText('This day is over.');
  await fill(page, facts, { last_order_day: inDays(30), unit: 'pair' });
  // Each attribute is what it is: a choice with a field for another, yes or no.
  const attribute = (label: RegExp) => page.locator(facts).getByLabel(label);
  await expect(attribute(/^Kind/).locator('option:checked')).toHaveText(/^(Mouse|Keyboard)$/);
  await attribute(/^Another value of Kind/).fill(`Pointer ${run()}`);
  const wireless = run() === 'scripts' ? 'No' : 'Yes';
  await attribute(/^Wireless/).selectOption({ label: wireless });
  await page.locator(facts).getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved');
  await expect(page.locator(`${facts} [name=unspsc]`)).toHaveValue('43211708');
  await expect(page.locator(`${facts} [name=unit] option:checked`)).toHaveText('pair');
  await expect(attribute(/^Kind/).locator('option:checked')).toHaveText(`Pointer ${run()}`);
  await expect(attribute(/^Wireless/).locator('option:checked')).toHaveText(wireless);
  const kind = run() === 'scripts' ? 'Mouse' : 'Keyboard';
  await attribute(/^Kind/).selectOption({ label: kind });
  await attribute(/^Wireless/).selectOption({ label: run() === 'scripts' ? 'Yes' : 'No' });
  await fill(page, facts, { unit: 'piece' });
  await page.locator(facts).getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved');
});

test('and says what lies where and what belongs to it', async ({ page }) => {
  await be(page, curator);
  await page.goto(product);
  const stock = `main form[action="${product}/stock"]:has([name=on_hand])`;
  await fill(page, stock, { location: 'Utrecht', on_hand: '0', expected: '12' });
  await page.locator(stock).getByRole('button').click();
  await expect(page.locator('main')).toContainText('What comes next needs a quantity and a day.');
  await fill(page, stock, { expected_day: inDays(4), place_days: 'soon' });
  await page.locator(stock).getByRole('button').click();
  await expect(page.locator('main')).toContainText('Write a whole number of days');
  await fill(page, stock, { place_days: '60' });
  await page.locator(stock).getByRole('button').click();
  await said(page, 'Saved');
  for (const gone of await page.locator('main tr', { hasText: 'Lyon' }).getByRole('button').all()) {
    await gone.click();
  }
  const relation = `main form[action="${product}/relations"]:has(select)`;
  await fill(page, relation, { other: 'nowhere' });
  await page.locator(relation).getByRole('button').click();
  await expect(page.locator('main')).toContainText('No product has this SKU.');
  await page.locator(`${relation} [name=kind]`).selectOption('successor');
  await fill(page, relation, { other });
  await page.locator(relation).getByRole('button').click();
  await said(page, 'Saved');
  await expect(page.locator('main')).toContainText(runs[run()].other);
  await look(page, 'product-supplied');
});

test('members read it, and find it by the number of its maker', async ({ page }) => {
  await be(page, member);
  await page.goto(`/search?q=${encodeURIComponent(`qx${run()}77`)}`);
  await follow(page, runs[run()].name);
  await expect(page.locator('main')).toContainText('Available from');
  await expect(page.locator('main')).toContainText('Can be ordered until');
  await expect(page.locator('main')).toContainText(runs[run()].other);
  await expect(page.locator('main')).toContainText('43211708');
  await look(page, 'product-leaving');
  await page.goto('/catalog-news');
  await expect(page.locator('main')).toContainText(runs[run()].name);
  await look(page, 'catalog-news');
});

test('up to six stand side by side', async ({ page }) => {
  await be(page, member);
  await page.goto('/search?q=mouse');
  const boxes = page.locator('main input[form=compare]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await press(page, 'Compare what is ticked');
  await expect(page.locator('main thead th')).toHaveCount(3);
  await expect(page.locator('main')).toContainText('Manufacturer');
  await look(page, 'compare');
  await follow(page, 'Only what differs');
  await expect(page.locator('main tbody')).not.toContainText('Category');
  await page.locator('main form.filter [name=sku]:not([type=hidden])').fill('NOT-IN-ANY-CATALOG');
  await press(page, 'Put beside');
  await expect(page.locator('main')).toContainText('Not in your catalog: NOT-IN-ANY-CATALOG.');
  await expect(page.locator('main thead th')).toHaveCount(3);
});
