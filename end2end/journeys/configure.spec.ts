// What goes together, and what is set up at the factory: a curator builds a
// standard with rules and factory services, looks at it and publishes it; a
// member builds one, is refused with a reason, corrects it and asks for it; it
// is approved, shipped, and its packing list shows tags and image. Each of the
// two runs has a company of its own.

import { be, expect, test, withScripts } from '../fixtures';
import { chooseCostCentre, fill, follow, inDays, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const desk = 'jonas@northgate.example';
const runs = {
  scripts: {
    company: 'Orrin & Vale Architects',
    manager: 'saskia.vale@orrinvale.example',
    requester: 'bram.orrin@orrinvale.example',
    prefix: 'OV-',
  },
  noscript: {
    company: 'Brightwater Hospitals',
    manager: 'aoife.byrne@brightwater.example',
    requester: 'rory.finn@brightwater.example',
    prefix: 'BW-',
  },
};
const own = () => runs[run()];
const checksum = 'c0ffee00'.repeat(8);
const standard = 'Render tower';
const small = 'Power supply 650 W';
const large = 'Power supply 1000 W';
const card = 'Graphics card, 24 GB';

let customer = '';
let draft = '';
let order = '';

test.describe.configure({ mode: 'serial' });

test('a curator keeps an image and a scheme of asset tags', async ({ page }) => {
  await be(page, curator);
  await page.goto(`/console/customers?q=${encodeURIComponent(own().company)}`);
  await follow(page, own().company);
  customer = new URL(page.url()).pathname;
  await page.locator('main a[href$="/factory"]').first().click();
  await look(page, 'factory-empty');
  const image = 'main form[action$="/images"]';
  await fill(page, image, { name: 'Studio desktop', version: '4.2', algorithm: 'SHA-256', checksum: 'abc' });
  await press(page, 'Add an image');
  await expect(page.locator('.form-errors')).toContainText('has 64 hexadecimal digits');
  await expect(page.locator(`${image} [name=version]`)).toHaveValue('4.2');
  await fill(page, image, { checksum: checksum.toUpperCase() });
  await press(page, 'Add an image');
  await said(page, 'Kept.');
  const scheme = 'main form[action$="/tag-schemes"]';
  await fill(page, scheme, { name: 'Towers', prefix: own().prefix, digits: '4', first: '41' });
  await press(page, 'Add a scheme');
  await said(page, 'Kept.');
  await fill(page, scheme, { name: 'Others', prefix: `${own().prefix}9`, digits: '2', first: '1' });
  await press(page, 'Add a scheme');
  await expect(page.locator('.form-errors')).toContainText('could one day be the same as those of “Towers”');
  await expect(page.locator('main')).toContainText(`${own().prefix}0041`);
  await look(page, 'factory');
});

test('and builds a standard whose rules explain themselves', async ({ page }) => {
  test.slow();
  await be(page, curator);
  const sku: Record<string, string> = {};
  for (const name of ['Tower base, 8 cores', small, large, card, 'Memory 32 GB', 'Mouse, wireless', 'Keyboard, quiet']) {
    await page.goto(`/console/products?q=${encodeURIComponent(name)}`);
    const href = await page.locator('main tr', { hasText: name }).first().getByRole('link').first().getAttribute('href');
    sku[name] = decodeURIComponent(href!.split('/').pop()!);
  }
  await page.goto(`/console/configurations/new?customer=${customer.split('/').pop()}`);
  await fill(page, 'main', { name: standard, code: 'STD-RENDER', description: 'For pictures of houses.' });
  await press(page, 'Begin the draft');
  draft = new URL(page.url()).pathname;

  await fill(page, 'main form[action$="/parts"]', { sku: sku['Tower base, 8 cores']!, quantity: '1' });
  await press(page, 'Add a part');
  const groups = 'main form[action$="/groups"]';
  for (const [name, pick, least, most] of [
    ['Power supply', 'must', '', ''],
    ['Memory', 'may', '', ''],
    ['Graphics', 'may', '', ''],
    ['Extras', 'several', '0', '2'],
  ] as const) {
    await fill(page, groups, { name, pick, least, most });
    await press(page, 'Add a choice');
  }
  const option = async (group: string, product: string, price: string, most = '') => {
    await fill(page, 'main form[action$="/options"]', { group, sku: sku[product]!, price, fewest: most && '1', most });
    await press(page, 'Add an option');
    await said(page, /draft/i);
  };
  await option('Power supply', small, '90');
  await option('Power supply', large, '150');
  await option('Memory', 'Memory 32 GB', '100', '4');
  await option('Graphics', card, '1000', '3');
  await option('Extras', 'Mouse, wireless', '20');
  await option('Extras', 'Keyboard, quiet', '40');
  await page.locator('main summary', { hasText: 'Price of the base' }).click();
  await fill(page, 'main form[action$="/base"]', { price: '900' });
  await page.locator('main form[action$="/base"] button').click();

  // Rules are checked as they are written.
  const rules = (kind: string) => `main form[action$="/rules"]:has(input[name=kind][value=${kind}])`;
  const unfold = (title: string) => page.locator('main summary', { hasText: title }).click();
  await unfold('watts, slots');
  await fill(page, rules('total'), { attribute: 'Colour', bound: 'most', limit: 'Wattage' });
  await page.locator(`${rules('total')} button`).click();
  await expect(page.locator('.form-errors')).toContainText('No category has a number that is called “Colour”.');
  await fill(page, rules('total'), { attribute: 'Power draw' });
  await page.locator(`${rules('total')} button`).click();
  await expect(page.locator('main')).toContainText('Power draw in all: at most “Wattage”');
  await unfold('one needs another');
  await fill(page, rules('needs'), { what: `Graphics: ${card}` });
  await page.locator(rules('needs')).getByLabel('Memory: Memory 32 GB').check();
  await page.locator(`${rules('needs')} button`).click();
  await unfold('two don’t go together');
  await fill(page, rules('excludes'), { one: `Graphics: ${card}`, other: 'Memory: Memory 32 GB' });
  await page.locator(`${rules('excludes')} button`).click();
  await expect(page.locator('.form-errors')).toContainText(`“${card}” could never be chosen`);

  // What is done at the factory, and until when it is offered.
  const factory = `main form[action$="${draft}/factory"]`;
  await fill(page, factory, { image: 'Studio desktop, version 4.2', tags: `Towers, like ${own().prefix}0041`, labels: '{colour}' });
  await page.locator(`${factory} button`).click();
  await expect(page.locator('.form-errors')).toContainText('There is nothing to fill in for {colour}.');
  await fill(page, factory, { labels: 'Tag {tag}\nOrder {order}', settings: 'Boot order = Disk, network' });
  await page.locator(`${factory} button`).click();
  await said(page, /draft/i);
  await fill(page, 'main form[action$="/offered"]', { until: inDays(30) });
  await page.locator('main form[action$="/offered"] button').click();
  await said(page, /draft/i);
  await look(page, 'standard-with-rules');

  await press(page, 'View as this customer');
  await expect(page.locator('h1')).toHaveText(standard);
  await expect(page.locator('main')).toContainText('Set up at the factory');
  await look(page, 'standard-with-rules-preview');
  await page.locator('.preview button').click();
  await page.goto(`${draft}/publish`);
  await press(page, 'Publish now');
  await said(page, 'Published');

  // Other rules are a difference that is told.
  await page.locator('main tr', { hasText: `needs “Memory 32 GB”` }).getByRole('button', { name: /Remove/ }).click();
  await expect(page.locator('main .notice', { hasText: 'Leaves: “' })).toBeVisible();
  await press(page, 'Discard draft');
});

test('a member is refused with a reason, corrects it and asks for it', async ({ page }) => {
  await be(page, own().requester);
  await page.goto('/standards');
  await follow(page, standard);
  await expect(page.locator('main')).toContainText(`SHA-256 ${checksum}`);
  // What is no quantity is said at its field, to which the summary leads.
  await page.locator('[name=quantity]').fill('some');
  await press(page, 'Add to basket');
  await expect(page.locator('.form-errors a[href="#f-quantity"]')).toBeVisible();
  await expect(page.locator('#f-quantity')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#f-quantity')).toHaveValue('some');
  await page.locator('[name=quantity]').fill('1');
  await page.getByRole('radio', { name: card }).check({ force: true });
  await page.getByRole('radio', { name: 'Memory 32 GB' }).check({ force: true });
  await page.getByLabel(`How many of “${card}”`).fill('3');
  await page.getByLabel('How many of “Memory 32 GB”').fill('2');
  await page.getByRole('checkbox', { name: 'Mouse, wireless' }).check({ force: true });
  await page.getByRole('checkbox', { name: 'Keyboard, quiet' }).check({ force: true });
  const because = `840\u{a0}W are needed for 3 × “${card}”; “${small}” gives 650\u{a0}W. Choose “${large}”`;
  if (withScripts()) {
    // Once, by the group, before anything is sent.
    const group = page.locator('fieldset', { hasText: 'Power supply' }).first();
    await expect(group.locator('.error')).toContainText(because);
    await expect(page.locator('.configurator fieldset .error')).toHaveCount(1);
    await expect(page.locator('.configured-price')).toContainText('€ 4,250.00');
  }
  await press(page, 'Add to basket');
  await expect(page.locator('.form-errors')).toContainText(because);
  await expect(page.locator('.group-refused').first()).toContainText(because);
  await expect(page.getByLabel(`How many of “${card}”`)).toHaveValue('3');
  await look(page, 'refused');

  await page.getByRole('radio', { name: large }).check({ force: true });
  if (withScripts()) await expect(page.locator('.configurator .error')).toHaveCount(0);
  await press(page, 'Request it');
  await expect(page).toHaveURL(/\/requests\/new/);
  await expect(page.locator('main')).toContainText(`3 × ${card}`);
  await expect(page.locator('main')).toContainText(`At the factory: Studio desktop, version 4.2`);
  await fill(page, 'main', { reason: 'The pictures for the harbour.' });
  await chooseCostCentre(page);
  await press(page, 'Submit');
  await expect(page.locator('h1')).toContainText(standard);
  await look(page, 'request-with-factory');
});

test('it is approved, shipped, and the packing list shows tags and image', async ({ page }) => {
  await be(page, own().manager);
  await page.goto('/requests?which=waiting');
  await follow(page, new RegExp(standard));
  await expect(page.locator('main')).toContainText(`3 × ${card}`);
  await press(page, 'Confirm');
  await said(page, /order .* has been placed/);
  await follow(page, /^Order /);
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  order = new URL(page.url()).pathname;
  await expect(page.locator('main')).toContainText(standard);

  await be(page, desk);
  await page.goto(`/console${order}`);
  await fill(page, 'main form[action$="/acknowledge"]', { day: inDays(4) });
  await press(page, 'Acknowledge');
  await said(page, /promised/i);
  await fill(page, 'main form[action$="/ship"]', { carrier: 'DHL', tracking: 'JD0146' });
  await page.locator('main form[action$="/ship"]').getByRole('button').last().click();
  await expect(page.locator('main')).toContainText(`${own().prefix}0041`);
  await follow(page, 'Packing list');
  await fill(page, 'main form[action$="/serials"]', { serials: 'A1\nB2\nC3' });
  await press(page, 'Keep the serial numbers');
  await expect(page.locator('.form-errors')).toContainText('more lines than the one unit');
  await fill(page, 'main form[action$="/serials"]', { serials: `${own().prefix}0041 SN-77120` });
  await press(page, 'Keep the serial numbers');
  await said(page, 'One serial number is kept.');
  await look(page, 'packing-list-desk');

  await be(page, own().manager);
  await page.goto(order);
  await expect(page.locator('main')).toContainText('SN-77120');
  await look(page, 'order-with-units');
  await follow(page, 'Packing list');
  for (const text of [`${own().prefix}0041`, 'SN-77120', 'Studio desktop, version 4.2', `SHA-256 ${checksum}`, 'Boot order', `Tag ${own().prefix}0041`]) {
    await expect(page.locator('main')).toContainText(text);
  }
  await look(page, 'packing-list');
});
