// Equipment that is kept unit by unit: a curator says so of a category, the order
// desk ships, the customer finds each piece with its warranty, puts its invoice
// beside it, scans its tag, plans what is to be replaced, and lets somebody go whose
// equipment goes to a colleague.

import { be, expect, test } from '../fixtures';
import { fill, folded, follow, inDays, look, press, run, said, unfold } from './steps';

const manager = 'saskia.vale@orrinvale.example';
const requester = 'bram.orrin@orrinvale.example';
const curator = 'piet@northgate.example';
const tag = (number: number) => `${run() === 'scripts' ? 'KE' : 'KN'}-${number}`;

test.describe.configure({ mode: 'serial' });

test('a curator says what is kept, and for how long', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/categories');
  await follow(page, /^Headsets/);
  const form = 'main form[action$="/keeping"]';
  await fill(page, form, { warranty: 'two years' });
  await page.locator(form).getByRole('button').click();
  await expect(page.locator('.form-errors')).toContainText('A whole number from 0 to 240.');
  await expect(page.locator(`${form} [name=warranty]`)).toHaveValue('two years');
  await look(page, 'keeping-refused');
  await page.locator(`${form} [name=kept]`).selectOption('yes');
  await page.locator(`${form} [name=holds_data]`).selectOption('no');
  await fill(page, form, { warranty: '24', refresh: '' });
  await page.locator(form).getByRole('button').click();
  await said(page, 'Saved.');
  await expect(page.locator(`${form} [name=warranty]`)).toHaveValue('24');
  await look(page, 'keeping');
});

test('a manager scans a tag, and one that is not there is said to be so', async ({ page }) => {
  await be(page, manager);
  const lines = [
    'tag,name,manufacturer,refresh',
    `${tag(1)},Survey tablet,Terrapin,${inDays(40)}`,
    `${tag(2)},Survey tablet,Terrapin,${inDays(40)}`,
  ];
  await page.goto('/equipment/import');
  const file = { name: 'kept.csv', mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
  await page.locator('main input[type=file]').setInputFiles(file);
  await press(page, 'Import equipment');
  await expect(page).toHaveURL(/\/equipment\/import\/[0-9a-f-]{36}$/);
  await page.goto('/equipment/import');
  await expect(page.locator('main')).toContainText('Earlier imports');
  await look(page, 'equipment-imports');
  await follow(page, 'kept.csv');
  await expect(page).toHaveURL(/\/equipment\/import\/[0-9a-f-]{36}$/);
  await page.goto('/equipment');
  await page.locator('main input[name=tag]').fill('NO-SUCH-TAG');
  await press(page, 'Open');
  await expect(page.locator('main')).toContainText('There is no unit NO-SUCH-TAG that you can see.');
  // A scanner types all of the address in the code.
  await page.locator('main input[name=tag]').fill(`https://portal.example/equipment/${tag(1)}`);
  await press(page, 'Open');
  await expect(page).toHaveURL(new RegExp(`/equipment/${tag(1)}$`));
});

test('a tag that is scanned leads through the door to its unit', async ({ page }) => {
  await page.context().clearCookies();
  await page.goto(`/equipment/${tag(1)}`);
  await expect(page).toHaveURL(/\/sign-in\?then=/);
  await fill(page, 'main form', { email: manager, password: 'rapport-demo-2026' });
  await page.locator('main form').getByRole('button').first().click();
  await expect(page).toHaveURL(new RegExp(`/equipment/${tag(1)}$`));
});

test('a move to where it is already changes nothing, and says so', async ({ page }) => {
  await be(page, manager);
  await page.goto(`/equipment/${tag(1)}`);
  await unfold(folded(page, 'Move'));
  await page.locator('main form:has(input[name=step][value=transfer])').getByRole('button').last().click();
  await expect(page.locator('.form-errors')).toContainText('It is like that already');
  await expect(page.locator('main')).not.toContainText('Moved');
});

test('puts an invoice beside it, and nothing that is none', async ({ page }) => {
  await be(page, manager);
  await page.goto(`/equipment/${tag(1)}`);
  await unfold(folded(page, 'Add a document'));
  const input = page.locator('main form[action$="/documents"] input[type=file]');
  await input.setInputFiles({ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\u0090\u0000') });
  await press(page, 'Add a document');
  await expect(page.locator('.form-errors')).toHaveCount(1);
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n');
  await input.setInputFiles({ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: pdf });
  await press(page, 'Add a document');
  await said(page, 'The document is here.');
  await expect(page.locator('main')).toContainText('invoice.pdf');
  await look(page, 'equipment-documents');
  await press(page, 'Remove invoice.pdf');
  await said(page, 'The document is removed.');
});

test('sees by quarter what is to be replaced', async ({ page }) => {
  await be(page, manager);
  await page.goto('/equipment');
  await follow(page, 'Replacements');
  await look(page, 'equipment-replacements');
  const quarters = page.locator('main tbody a');
  expect(await quarters.count()).toBeGreaterThan(0);
  await page.goto(`/equipment?q=${tag(1)}`);
  await page.goto('/equipment/refresh');
  await quarters.last().click();
  await expect(page.locator('main')).toContainText('To be replaced between');
});

test('who leaves hands over, and the colleague is told', async ({ page }) => {
  await be(page, manager);
  await page.goto('/company');
  const who = page.locator('main tr', { hasText: requester }).getByRole('link').first();
  await who.click();
  const end = `${new URL(page.url()).pathname}/end`;
  await page.goto(`/equipment/${tag(2)}`);
  await unfold(folded(page, 'Assign'));
  await fill(page, 'main form:has(input[name=step][value=assign])', { to: requester });
  await page.locator('main form:has(input[name=step][value=assign])').getByRole('button').last().click();
  await said(page, 'Assigned');
  await page.goto(end);
  await fill(page, 'main form', { equipment_to: 'nobody@orrinvale.example' });
  await press(page, 'End the membership');
  await expect(page.locator('.form-errors')).toContainText('Nobody else in your company has this address.');
  await expect(page.locator('main [name=equipment_to]')).toHaveValue('nobody@orrinvale.example');
  await look(page, 'member-end-equipment');
  // They stay: others tell stories of them.
});
