// A manager subscribes to a plan and orders it; once the desk has taken the order
// on, its discount stands in the catalog. More seats cost what is shown before. And
// a company whose term ends soon accepts the quote for the next one. Elsewhere a
// requester asks for it and an approver decides, with a purchase order.

import { be, expect, test, type Page } from '../fixtures';
import { chooseCostCentre, fill, follow, inDays, look, press, run, said } from './steps';

// Each of the two runs has a company of its own.
const managers = { scripts: 'priya.nair@kestrelcollege.example', noscript: 'julia.de.wit@meridian.example' };
const companies = { scripts: 'Kestrel College', noscript: 'Meridian Freight' };
// And each has another company, whose term ends soon.
const ending = {
  scripts: { manager: 'dana.roth@halden.example', seats: '12 seats' },
  noscript: { manager: 'aoife.byrne@brightwater.example', seats: '30 seats' },
};
// And in each of these somebody asks for what somebody else decides.
const deciding = {
  scripts: { requester: 'erik.sund@halden.example', approver: 'kari.aalto@halden.example', before: '12', after: '17' },
  noscript: { requester: 'niamh.doyle@brightwater.example', approver: 'conor.walsh@brightwater.example', before: '30', after: '35' },
};
const desk = 'jonas@northgate.example';
const colleague = 'helga.brandt@auental.example';

test.describe.configure({ mode: 'serial' });

/** Orders what is in the basket; the page of the order. */
async function ordered(page: Page): Promise<string> {
  await page.goto('/basket');
  await chooseCostCentre(page);
  await page.locator('#order .btn.main').click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** The desk takes an order on: what is subscribed to begins. */
async function takenOn(page: Page, order: string): Promise<void> {
  await be(page, desk);
  await page.goto(`/console${order}`);
  await fill(page, 'main', { day: inDays(1) });
  await press(page, /Acknowledge/);
  await page.goto(`/console${order}`);
  await expect(page.locator('main')).toContainText('Began: S-');
}

let order = '';
let number = '';
let invoice = '';

test('a manager subscribes from the site, and sees what it costs', async ({ page }) => {
  await be(page, managers[run()]);
  await page.goto('/catalog/keyboards');
  await expect(page.locator('main')).not.toContainText('Select Plus discount');
  await page.goto('/subscriptions');
  await look(page, 'subscriptions');
  await follow(page, 'Select Plus');
  await expect(page.locator('main')).toContainText('15% off the list price of Keyboards');
  await fill(page, 'main', { seats: 'two' });
  await press(page, 'Put into the basket');
  await expect(page.locator('main')).toContainText('A whole number, at least one.');
  await expect(page.locator('main [name=seats]')).toHaveValue('two');
  await look(page, 'plan-refused');
  await fill(page, 'main', { seats: '3' });
  await press(page, 'Show what it costs');
  await expect(page.locator('main')).toContainText('€ 747.00');
  await look(page, 'plan-cost');
  await press(page, 'Put into the basket');
  await said(page, 'It is in your basket.');
  await expect(page.locator('main')).toContainText('begins when the order is taken on');
  await look(page, 'basket-with-a-term');
});

test('it is ordered like anything else', async ({ page }) => {
  await be(page, managers[run()]);
  order = await ordered(page);
  await page.goto('/catalog/keyboards');
  await expect(page.locator('main')).not.toContainText('Select Plus discount');
});

test('the desk takes the order on, and there is nothing to ship', async ({ page }) => {
  await takenOn(page, order);
  await expect(page.locator('main')).toContainText('Delivered');
  await look(page, 'order-begun');
});

test('its discount stands in the catalog from that moment on', async ({ page }) => {
  await be(page, managers[run()]);
  await page.goto('/catalog/keyboards');
  await expect(page.locator('main')).toContainText('Select Plus discount');
  await page.goto('/help');
  await expect(page.locator('main')).toContainText('What we promise: Round the clock');
  await expect(page.locator('main')).toContainText('By your subscription to Select Plus');
  await page.goto('/subscriptions');
  await follow(page, 'Select Plus');
  number = new URL(page.url()).pathname.split('/').pop() ?? '';
  expect(number).toMatch(/^S-\d{4}-\d{6}$/);
  await look(page, 'subscription');
  // What our people do under it is asked for from its page.
  await expect(page.locator('main')).toContainText('2 of 2 left');
  await page.locator('main a[href^="/help/new?subject="]').first().click();
  await expect(page.locator('main [name=subject]')).toHaveValue(`An upgrade under ${number}`);
  await page.goto('/licences/left');
  await expect(page.locator('main')).toContainText('Nobody who left holds a licence');
  await look(page, 'licences-left-none');
  await page.goto('/invoices');
  await follow(page, /^I-/);
  await expect(page.locator('main')).toContainText('€ 747.00');
  invoice = new URL(page.url()).pathname;
  await look(page, 'invoice');
});

test('the desk writes down what was paid of the invoice', async ({ page }) => {
  await be(page, desk);
  await page.goto(`/console${invoice}`);
  await fill(page, 'main', { amount: '800', reference: 'Statement 48' });
  await press(page, 'Record it');
  await expect(page.locator('main')).toContainText('Only € 747.00 is open.');
  await expect(page.locator('main [name=reference]')).toHaveValue('Statement 48');
  await look(page, 'payment-refused');
  await fill(page, 'main', { amount: '700' });
  await press(page, 'Record it');
  await said(page, 'The payment is recorded.');
  await look(page, 'invoice-paid-in-part');
  await be(page, managers[run()]);
  await page.goto(invoice);
  await expect(page.locator('main')).toContainText('Statement 48');
  await expect(page.locator('main')).toContainText('€ 47.00');
});

test('somebody of another company does not find it', async ({ page }) => {
  await be(page, colleague);
  const answer = await page.goto(`/subscriptions/${number}`);
  expect(answer?.status()).toBe(404);
});

test('a service level for one unit says which, and shows what was chosen', async ({ page }) => {
  await be(page, managers[run()]);
  await page.goto(`/subscriptions/${number}`);
  await page.locator('main [name=covers][value=unit]').check();
  await press(page, 'Keep it like this');
  await expect(page.locator('#cover-unit-error')).toContainText('Choose a unit of the company.');
  await look(page, 'subscription-cover-refused');
  await page.locator('#cover-unit').selectOption({ index: 1 });
  await press(page, 'Keep it like this');
  await said(page, 'It is changed.');
  await expect(page.locator('#cover-unit')).not.toHaveValue('');
  await page.locator('main [name=covers][value=customer]').check();
  await press(page, 'Keep it like this');
  await said(page, 'It is changed.');
});

test('two more seats cost what was shown', async ({ page }) => {
  await be(page, managers[run()]);
  await page.goto(`/subscriptions/${number}`);
  await page.locator('#seats-seats').fill('5');
  await press(page, 'Show what it costs');
  await expect(page.locator('main')).toContainText('This costs € 498.00');
  await look(page, 'subscription-change');
  await press(page, 'Change it like this');
  await said(page, 'It is changed.');
  await expect(page.locator('main')).toContainText('5 seats');
  // Fewer wait for the next term.
  await page.locator('#seats-seats').fill('2');
  await press(page, 'Show what it costs');
  await expect(page.locator('main')).toContainText('This costs nothing now.');
  await press(page, 'Change it like this');
  await said(page, 'It is changed.');
  await expect(page.locator('main')).toContainText('From the next term on');
});

test('a company whose term ends soon accepts the quote', async ({ page }) => {
  const company = ending[run()];
  await be(page, company.manager);
  await page.goto('/subscriptions');
  await follow(page, 'Select');
  await expect(page.locator('main')).toContainText(`${company.seats} from`);
  await look(page, 'renewal-quote');
  await press(page, 'Accept the renewal');
  await said(page, 'It is changed.');
  await expect(page.locator('main')).toContainText('Renewal accepted for');
});

test('the supplier sees who has what', async ({ page }) => {
  await be(page, 'piet@northgate.example');
  await page.goto('/console/subscriptions');
  await expect(page.locator('main')).toContainText(companies[run()]);
  await look(page, 'console-subscriptions');
  await page.locator('main').getByRole('link', { name: 'Strategic candidates' }).click();
  await expect(page.locator('main')).toContainText(companies[run()]);
  await look(page, 'strategic-candidates');
  await page.goto(`/console/customers?q=${encodeURIComponent(companies[run()])}`);
  await follow(page, companies[run()]);
  await expect(page.locator('main')).toContainText('Strategic candidate');
});

test('what is left of a credit pays another invoice', async ({ page }) => {
  test.setTimeout(120_000);
  // Another plan, whose invoice is open.
  await be(page, managers[run()]);
  await page.goto('/subscriptions');
  await follow(page, 'Select');
  await fill(page, 'main', { seats: '1' });
  await press(page, 'Put into the basket');
  await said(page, 'It is in your basket.');
  await takenOn(page, await ordered(page));
  await be(page, 'piet@northgate.example');
  await page.goto(`/console/subscriptions/${number}`);
  await press(page, 'End it at once');
  await page.goto(`/console/subscriptions/${number}`);
  await expect(page.locator('main')).toContainText('Ended at once by us');
  await be(page, desk);
  await page.goto(`/console/subscriptions/${number}`);
  const credits = await page
    .locator('main')
    .getByRole('link', { name: /^C-/ })
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  // More was paid of the first invoice than is left to pay: that is ours to pay back.
  for (const credit of credits) {
    await page.goto(credit);
    if (await page.getByRole('button', { name: 'Set it off' }).count()) break;
  }
  await press(page, 'Set it off');
  await expect(page.locator('main')).toContainText('Choose an open invoice of this customer.');
  await look(page, 'set-off-refused');
  await page.locator('#set-off-invoice').selectOption({ index: 1 });
  await press(page, 'Set it off');
  await said(page, 'The credit is set off.');
  await expect(page.locator('main')).toContainText('Set off against I-');
  await look(page, 'set-off');
});

let asked = '';
let placed = '';

test('a requester asks for a subscription, and has nothing of it yet', async ({ page }) => {
  const { requester, before } = deciding[run()];
  await be(page, requester);
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText(`${before} licences in all`);
  await page.goto('/subscriptions');
  await page.locator('main a[href^="/subscriptions/plans/"]', { hasText: /^Select$/ }).first().click();
  await fill(page, 'main', { seats: '5' });
  await press(page, 'Put into the basket');
  await said(page, 'It is in your basket.');
  await press(page, 'Request this…');
  await expect(page.locator('main')).toContainText('Select, one year');
  await fill(page, 'main', { reason: 'Five more of us moved to the new platform.' });
  await chooseCostCentre(page);
  await look(page, 'subscription-request-new');
  await press(page, 'Submit');
  await said(page, 'has been submitted');
  asked = new URL(page.url()).pathname;
  await expect(page.locator('main')).toContainText('Waiting for');
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText(`${before} licences in all`);
});

test('an approver approves it with a purchase order', async ({ page }) => {
  const { requester, approver } = deciding[run()];
  await be(page, approver);
  await page.goto(asked);
  await expect(page.locator('main')).toContainText('Select, one year');
  await expect(page.locator('main')).toContainText('Five more of us moved to the new platform.');
  await fill(page, 'main', { po_number: 'PO-4711' });
  await look(page, 'subscription-request-decide');
  await press(page, 'Confirm');
  await said(page, /order .* has been placed/);
  await be(page, requester);
  await page.goto(asked);
  await follow(page, /^Order /);
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  placed = new URL(page.url()).pathname;
});

test('the desk takes it on: its term begins, and what it gives is there', async ({ page }) => {
  const { requester, before, after } = deciding[run()];
  await be(page, requester);
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText(`${before} licences in all`);
  await be(page, desk);
  await page.goto(`/console${placed}`);
  await expect(page.locator('main')).toContainText('PO-4711');
  await takenOn(page, placed);
  await expect(page.locator('main')).toContainText('Delivered');
  await be(page, requester);
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText(`${after} licences in all`);
  await page.goto('/subscriptions');
  // The newest of theirs comes first.
  await follow(page, 'Select');
  await expect(page.locator('main')).toContainText('5 seats');
  // What it is paid with is read by who sees orders and invoices.
  await expect(page.locator('main')).not.toContainText('PO-4711');
  await look(page, 'subscription-approved');
});
