// What a draft changes that no product shows: terms, an end that leaves nothing,
// a price that begins later; and who changed what, read afterwards.

import { be, expect, test } from '../fixtures';
import { fill, follow, inDays, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const admin = 'sofia@northgate.example';
const manager = 'mara@northgate.example';

const company = () => `Trail Works ${run()}`;
const number = () => `TW ${run()}`;

test.describe.configure({ mode: 'serial' });

let agreement = '';

test('a curator sees which terms a draft changes, and that its end leaves nothing', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/customers/new');
  await fill(page, 'main', {
    name: company(), mark: 'TW', segment: 'Preferred', employees: '40', country: 'SE', units: 'Yard',
    manager: 'Ada Frost', email: `ada.frost@trail-${run()}.example`, 'account-manager': 'Mara Oduya',
  });
  await press(page, 'Make the customer');
  await fill(page, 'main', { number: number() });
  await page.locator('main [name=price_list]').selectOption({ index: 1 });
  await press(page, 'Begin the draft');
  agreement = new URL(page.url()).pathname;

  // A form that nobody touched says nothing.
  const rules = `main form[action="${agreement}/categories"]`;
  await page.locator(rules).getByRole('button').click();
  await expect(page.locator(`${rules} [name=category]`)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('main')).toContainText('Choose a category.');
  await fill(page, rules, { category: 'The whole catalog', rule: 'in' });
  await page.locator(rules).getByRole('button').click();
  await said(page, 'Kept in the draft');
  await page.goto(`${agreement}/publish`);
  await press(page, 'Publish');
  await said(page, 'Published');

  const terms = `main form[action="${agreement}/terms"]`;
  await fill(page, terms, { until: inDays(10), payment: '14 days net' });
  await page.locator(terms).getByRole('button').click();
  await said(page, 'Kept in the draft');
  for (const where of ['', '/difference', '/publish']) {
    await page.goto(agreement + where);
    await expect(page.locator('main')).not.toContainText('Nothing changes');
    await expect(page.locator('main')).toContainText('have nothing left to buy');
  }
  await expect(page.locator('main')).toContainText('14 days net');
  await look(page, 'publish-terms');
  await page.goto(`${agreement}/difference`);
  await expect(page.locator('main tr', { hasText: 'Payment' })).toContainText('nothing');
  await look(page, 'difference-terms');
});

test('an account manager reads what was changed at the customer', async ({ page }) => {
  await be(page, manager);
  await page.goto(`/console/customers?q=${encodeURIComponent(company())}`);
  await follow(page, company());
  await follow(page, 'Changes');
  const rows = page.locator('main tbody tr');
  await expect(rows.first()).toContainText('Agreement: draft changed');
  await expect(rows.first()).toContainText(number());
  await expect(rows.first()).toContainText('Validity and terms');
  await look(page, 'changes-of-customer');
  await page.locator('main [name=action]').selectOption({ label: 'Agreement: published' });
  await press(page, 'Show');
  await expect(rows).toHaveCount(1);
  // All of it is for administrators.
  const answer = await page.goto('/console/audit');
  expect(answer?.status()).toBe(403);
});

test('an administrator finds who did it', async ({ page }) => {
  await be(page, admin);
  await page.goto('/console/audit');
  await look(page, 'audit');
  await fill(page, 'main', { whose: company() });
  await press(page, 'Search');
  await follow(page, company());
  await expect(page.locator('main')).toContainText(`Only customer: ${company()}`);
  await fill(page, 'main', { who: 'nobody at all' });
  await press(page, 'Search');
  await expect(page.locator('main')).toContainText('Nobody is called that.');
  await page.locator('main [name=action]').selectOption({ label: 'Agreement: begun' });
  await press(page, 'Show');
  const rows = page.locator('main tbody tr');
  await expect(rows).toHaveCount(1);
  await follow(page, 'Look');
  await expect(page.locator('h1')).toContainText(number());
});
