// The story from a file of products to an order on its way, and to a site that
// has changed because of it: once with scripts, once without. Each run makes
// its own products, its own customer and its own people; only the staff of the
// demonstration are borrowed.

import { expect, signIn, test, withScripts } from '../fixtures';
import { become, fill, follow, inDays, join, letter, look, onlyEnglish, press, run, said, typed } from './steps';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

const PIET = 'piet@northgate.example';
const JONAS = 'jonas@northgate.example';
const MARA = 'mara@northgate.example';

/** What this run calls its own things. */
const own = () => {
  const scripts = run() === 'scripts';
  const company = scripts ? 'Lindgren Survey' : 'Ostrava Optics';
  const domain = scripts ? 'lindgren.example' : 'ostrava.example';
  return {
    company,
    mark: scripts ? 'LS' : 'OO',
    colour: scripts ? 'Violet' : 'Red',
    agreement: scripts ? 'LS 2026' : 'OO 2026',
    list: scripts ? 'Story list with scripts' : 'Story list without scripts',
    mapping: scripts ? 'Parts, with scripts' : 'Parts, without scripts',
    /** Begins every product's name and SKU, so that the runs don't meet. */
    maker: scripts ? 'Sable' : 'Nimbus',
    prefix: scripts ? 'SBM' : 'NBM',
    panels: scripts ? 'SBP' : 'NBP',
    memory: scripts ? 'Survey memory' : 'Optics memory',
    displays: scripts ? 'Survey panels' : 'Optics panels',
    manager: `greta.lind@${domain}`,
    requester: `ivo.marek@${domain}`,
    approver: `nora.vik@${domain}`,
    missed: scripts ? 'laser theodolite' : 'collimator lens',
    other: scripts ? 'submarine cable' : 'vacuum chamber',
  };
};

/** The two files of products: names, prices where there are any, attributes,
 * and lines that can't be taken. */
function files() {
  const { maker } = own();
  const memory = [
    'name,price,speed,modules,color,cas_latency',
    `${maker} Field 16 GB,59.90,"5,5600","2,8",Black,36`,
    `${maker} Field 32 GB,104.50,"5,5600","2,16",Black,36`,
    `${maker} Field 64 GB,212.00,"5,6000","2,32",White,30`,
    `${maker} Field 128 GB,,"5,5600","4,32",Black,40`,
    `${maker} Tower 96 GB,a lot,"5,6000","2,48",White,30`,
    `${maker} Field 16 GB,59.90,"5,5600","2,8",Black,36`,
    ',44.00,"4,3200","2,8",Black,16',
  ];
  const displays = [
    'name,price,screen_size,resolution,panel_type',
    `${maker} View 24,189.00,24,"1920,1080",IPS`,
    `${maker} View 27,319.00,27,"2560,1440",IPS`,
    `${maker} View 32,-5,32,"3840,2160",VA`,
    `${maker} View 34 curved,,34,"3440,1440",VA`,
  ];
  const file = (name: string, lines: string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
  return [file('memory.csv', memory), file('monitor.csv', displays)];
}

/** SKUs by the end of the product's name, as the import composed them. */
const skus = new Map<string, string>();
const sku = (name: string): string => {
  const found = skus.get(name);
  if (!found) throw new Error(`no SKU of ${name}: ${[...skus.keys()].join(', ')}`);
  return found;
};

let agreement = '';
let request = '';
let configured = '';
let order = '';

test('1 a curator imports products', async ({ page }) => {
  const { maker, list, mapping, memory, displays, prefix, panels } = own();
  await become(page, PIET);
  await page.goto('/console/import');
  await page.locator('input[type=file]').setInputFiles(files());
  await press(page, 'Send and go on');

  // The mapping: what the columns are, and where prices go. A category's code
  // that is none is answered, and nothing typed is lost.
  await expect(page.locator('h1')).toHaveText('What are the columns?');
  for (const sheet of await page.locator('details.sheet:not([open]) > summary').all()) await sheet.click();
  await fill(page, 'main', { 'new-list': list, 'save-as': mapping, 'f0-name': memory, 'f0-code': 'Not A Code', 'f0-prefix': prefix });
  await fill(page, 'main', { 'f1-name': displays, 'f1-code': displays.toLowerCase().replace(' ', '-'), 'f1-prefix': panels });
  await page.locator('[name=maker]').check();
  await look(page, 'mapping');
  await press(page, 'Start import');
  await expect(page.locator('.form-errors')).toBeVisible();
  await expect(page.locator('[name="f0-name"]')).toHaveValue(memory);
  await fill(page, 'main', { 'f0-code': memory.toLowerCase().replace(' ', '-') });
  await press(page, 'Start import');

  await expect(async () => {
    await page.reload();
    await expect(page.locator('main')).toContainText('Finished', { timeout: 300 });
  }).toPass({ timeout: 20_000 });
  // Every line that was not taken, and why.
  const main = page.locator('main');
  await expect(main).toContainText('It has no name.');
  await expect(main).toContainText('“a lot” is not a price');
  await expect(main).toContainText('is below zero');
  await expect(main).toContainText('Repeats line 2 of memory.csv');
  await look(page, 'import-report');

  await page.goto('/console/products?q=' + maker);
  for (const row of await page.locator('main tbody tr').all()) {
    const cells = await row.locator('td').allInnerTexts();
    const name = (cells[0] ?? '').split('\n')[0]?.replace(`${maker} `, '').trim() ?? '';
    skus.set(name, (cells[1] ?? '').trim());
  }
  expect([...skus.keys()].sort()).toEqual(['Field 128 GB', 'Field 16 GB', 'Field 32 GB', 'Field 64 GB', 'View 24', 'View 27', 'View 34 curved']);
  await look(page, 'products');

  // The mapping is there for the next files.
  await page.goto('/console/import');
  await page.locator('input[type=file]').setInputFiles(files().slice(0, 1));
  await press(page, 'Send and go on');
  await expect(page.locator('main .notice')).toContainText(mapping);
  await press(page, 'Discard');
});

test('2 the curator negotiates an agreement and publishes it', async ({ page }) => {
  const { company, mark, colour, agreement: number, list, memory, displays, manager } = own();
  await become(page, PIET);
  await page.goto('/console/customers/new');
  await fill(page, 'main', {
    name: company, mark, hue: colour, segment: 'Preferred', employees: '640', country: 'SE',
    units: 'Survey\nWorkshop', manager: 'Greta Lind', email: manager, 'account-manager': 'Mara Oduya',
  });
  await look(page, 'new-customer');
  await press(page, 'Make the customer');
  await said(page, 'Next: what may it buy?');

  await fill(page, 'main', { number, price_list: `${list} (EUR)` });
  await press(page, 'Begin the draft');
  await expect(page.locator('h1')).toContainText(number);
  agreement = new URL(page.url()).pathname;

  // Whole categories and single products; discounts, and a fixed price.
  const rules = 'main form[action$="/categories"]';
  const singles = 'main form[action$="/products"]';
  await fill(page, rules, { category: memory, rule: 'in' });
  await press(page, 'Add the rule');
  await fill(page, rules, { category: memory, rule: 'discount', rate: '10' });
  await press(page, 'Add the rule');
  await fill(page, singles, { skus: `${sku('View 24')} ${sku('View 34 curved')}`, rule: 'in' });
  await press(page, 'Add');
  await fill(page, singles, { skus: sku('View 27'), rule: 'price', price: '289.00', from: inDays(-1), until: inDays(200) });
  await press(page, 'Add');
  await look(page, 'agreement-draft');

  // A table of prices: every line is answered.
  await follow(page, /table of fixed prices/);
  const table = [`${sku('Field 64 GB')};199.00;EUR`, `${sku('Field 32 GB')};99.00;USD`, 'NO-SUCH-SKU;10.00', `${sku('Field 16 GB')};-3`];
  await page.locator('textarea').fill(table.join('\n'));
  await press(page, 'Take these prices');
  await expect(page.locator('main')).toContainText('One line was taken, 3 were not.');
  await look(page, 'price-table');

  // Why a price is what it is.
  await page.goto(`${agreement}/why?sku=${sku('View 27')}`);
  await expect(page.locator('main')).toContainText('289.00');
  await look(page, 'why');

  // The site as that customer will see it, before it is published.
  await page.goto(agreement);
  await press(page, 'View as this customer');
  await expect(page.locator('.preview')).toContainText(company);
  await page.goto('/catalog');
  await expect(page.locator('main')).toContainText(memory);
  await look(page, 'preview');
  await page.locator('.preview button').click();

  await page.goto(`${agreement}/difference`);
  await look(page, 'difference');
  await page.goto(agreement);
  await follow(page, 'Publish…');
  await look(page, 'publish');
  await press(page, 'Publish');
  await said(page, 'Published');
  await expect(page.locator('h1')).toContainText('Revision 1');
});

test('2 and puts a standard configuration together', async ({ page }) => {
  const { company, maker } = own();
  await become(page, PIET);
  await page.goto('/console/customers?q=' + encodeURIComponent(company));
  await follow(page, company);
  await look(page, 'customer');
  await page.goto('/console/configurations');
  await follow(page, 'New standard');
  await expect(page.locator('main')).toContainText('Whom is the new standard for?');
  await fill(page, 'main', { q: company });
  await press(page, 'Search');
  await follow(page, `New standard for ${company}`);
  await press(page, 'Begin the draft');
  await expect(page.locator('.form-errors')).toBeVisible();
  await fill(page, 'main', { name: 'Engineering workstation', code: 'std-eng', description: 'For charts and soundings.' });
  await press(page, 'Begin the draft');
  await expect(page.locator('h1')).toContainText('Engineering workstation');
  const standard = new URL(page.url()).pathname;

  // Parts, and two groups of options.
  await fill(page, 'main form[action$="/parts"]', { sku: sku('View 24'), quantity: '1' });
  await press(page, 'Add a part');
  for (const [name, pick] of [['Memory', 'must'], ['Second display', 'may']] as const) {
    await fill(page, 'main form[action$="/groups"]', { name, pick });
    await press(page, 'Add a choice');
  }
  const options = 'main form[action$="/options"]';
  const option = async (group: string, fields: Record<string, string>) => {
    await fill(page, options, { group, ...fields });
    await press(page, 'Add an option');
  };
  await option('Second display', { sku: 'NO-SUCH-SKU', name: 'A wide one' });
  await expect(page.locator('.form-errors')).toContainText('no product with the SKU NO-SUCH-SKU');
  await expect(page.locator(`${options} [name=name]`)).toHaveValue('A wide one');
  await option('Second display', { sku: sku('View 27'), name: '' });
  await option('Memory', { sku: sku('Field 16 GB') });
  await follow(page, 'Publish…');
  await press(page, 'Publish now');
  await expect(page.locator('.form-errors')).toContainText('“Memory” has too few options');
  await page.goto(standard);
  await option('Memory', { sku: sku('Field 32 GB') });
  await option('Memory', { sku: sku('Field 32 GB') });
  await expect(page.locator('.form-errors')).toContainText('It is in already.');
  await look(page, 'standard-draft');

  // As that customer, before it is published.
  await press(page, 'View as this customer');
  await expect(page.locator('.preview')).toContainText(company);
  await expect(page.locator('h1')).toHaveText('Engineering workstation');
  await expect(page.locator('main')).toContainText('€ 242.91');
  await look(page, 'standard-preview');
  await page.locator('.preview button').click();
  await expect(page.locator('h1')).toContainText(company);

  await page.goto(`${standard}/publish`);
  await look(page, 'standard-publish');
  await press(page, 'Publish now');
  await said(page, 'Published');

  // A draft shows what it would change, and can be thrown away.
  await page.locator('main tr', { hasText: `${maker} Field 32 GB` }).getByRole('button', { name: /Make usual/ }).click();
  await expect(page.locator('main .notice').last()).toContainText(`Memory: “${maker} Field 32 GB” is usual instead of “${maker} Field 16 GB”`);
  await press(page, 'Discard draft');
  await page.goto('/console/configurations');
  await expect(page.locator('main tr', { hasText: company })).toContainText('Revision 1');
  await look(page, 'standards-of-all');
});

test('3 a requester finds it, at those prices, and asks for it', async ({ page }) => {
  const { company, mark, manager, requester, approver, maker, memory, displays, missed } = own();
  // The manager comes first: people, cost centre.
  await join(page, manager, company);
  await page.goto('/company/cost-centres');
  await fill(page, 'main', { code: '7100', name: 'Field work' });
  await press(page, 'Add');
  for (const [name, email, role] of [['Ivo Marek', requester, 'requester'], ['Nora Vik', approver, 'approver']] as const) {
    await page.goto('/company');
    await fill(page, 'main form[action="/company/invitations"]', { name, email, unit: 'Survey', roles: role });
    await press(page, 'Send invitation');
    await said(page, name);
  }
  await look(page, 'company');
  await join(page, approver, company);
  await join(page, requester, company);
  await expect(page.locator('header .mark-tile')).toHaveText(mark);
  await expect(page.locator('main')).toContainText('Mara Oduya');
  await look(page, 'home');

  // Only what was agreed, at the prices that were.
  await page.goto('/catalog');
  await expect(page.locator('.cards > li')).toHaveCount(2);
  await follow(page, memory);
  await expect(page.locator('main tr', { hasText: 'Field 16 GB' })).toContainText('€ 53.91');
  await expect(page.locator('main tr', { hasText: 'Field 128 GB' })).toContainText('Price on request');
  await look(page, 'category');
  await page.locator('.facets').getByRole('link', { name: /White/ }).click();
  await expect(page.locator('main tbody tr')).toHaveCount(1);
  await expect(page.locator('main')).toContainText('€ 199.00');
  await page.goto(`/products/${sku('Field 64 GB')}`);
  await expect(page.locator('main')).toContainText('€ 199.00');
  await look(page, 'product');

  // Looking for what is not there, and for what is.
  await page.goto(`/search?q=${encodeURIComponent(missed)}`);
  await look(page, 'search-nothing');
  await page.goto('/search?q=NO-SUCH-SKU-1');
  await page.goto(`/search?q=${maker}+View`);
  await expect(page.locator('main tbody tr')).toHaveCount(3);
  await look(page, 'search');
  const add = async (name: string, quantity: string) => {
    const row = page.locator('main tr', { hasText: name });
    await row.locator('input.qty').fill(quantity);
    await row.getByRole('button').click();
  };
  await add('View 27', '3');
  await said(page, 'is in your basket');
  await page.goto(`/search?q=${maker}+View`);
  await add('View 34', '1');
  await page.goto(`/search?q=${maker}+Field`);
  await add('Field 32 GB', '4');
  await page.goto('/basket');
  await look(page, 'basket');
  await press(page, 'Request this…');

  // Nothing typed is lost when something is missing.
  await page.locator('[name=reason]').fill('The survey boat leaves on the third.');
  await press(page, 'Submit');
  await expect(page.locator('.form-errors')).toBeVisible();
  await expect(page.locator('[name=reason]')).toHaveValue('The survey boat leaves on the third.');
  await fill(page, 'main', { cost_centre: '7100 Field work', needed_by: inDays(12), for_whom: 'the boat’s crew' });
  await look(page, 'request-new');
  await press(page, 'Submit');
  await said(page, 'has been submitted');
  request = new URL(page.url()).pathname;
  await expect(page.locator('main')).toContainText('Waiting for');
  await look(page, 'request');
});

test('3 and configures what was put together for them', async ({ page }) => {
  const { maker, requester } = own();
  await become(page, requester);
  await page.goto('/standards');
  await expect(page.locator('main')).toContainText('€ 242.91');
  await look(page, 'standards');
  // On a slow line the island comes late; what was chosen before counts.
  let arrive = () => {};
  const arrived = new Promise<void>((go) => (arrive = go));
  await page.route('**/*.wasm', async (file) => arrived.then(() => file.continue()));
  await follow(page, 'Engineering workstation');
  await page.getByLabel(`${maker} Field 32 GB`).check({ force: true });
  await page.getByLabel(`${maker} View 27`).check({ force: true });
  arrive();
  if (withScripts()) {
    await expect(page.locator('.configured-price')).toContainText('€ 572.05');
    await page.locator('[name=quantity]').fill('2');
    await expect(page.locator('.configured-price')).toContainText('€ 1,144.10');
    await page.locator('[name=quantity]').fill('1');
  } else await press(page, 'Work out the price');
  await expect(page.locator('main')).toContainText('€ 572.05');
  await look(page, 'standard');
  await press(page, 'Request it');
  await fill(page, 'main', { cost_centre: '7100 Field work', needed_by: inDays(20), reason: 'For the new surveyor' });
  await look(page, 'standard-request');
  await press(page, 'Submit');
  await said(page, 'has been submitted');
  configured = new URL(page.url()).pathname;
  await expect(page.locator('main')).toContainText(`${maker} Field 32 GB`);
});

test('4 the manager decides, and orders without anyone’s request', async ({ page }) => {
  const { manager, maker, requester } = own();
  await page.context().clearCookies();
  await letter(page, manager, /Ivo Marek/);
  await look(page, 'mail-to-decide');
  await become(page, manager);
  await expect(page.locator('main')).toContainText('Ivo Marek asks for');
  await look(page, 'manager-home');
  await page.goto(request);
  const line = (name: string) => page.locator('main tr', { hasText: `${maker} ${name}` });
  await line('View 27').locator('input.qty').fill('2');
  await line('View 34').locator('[value=refuse]').check({ force: true });
  await line('View 34').locator('[name^=reason]').fill('Too wide for the chart table.');
  await page.locator('[name=po_number]').fill('PO-77001');
  await look(page, 'request-decide');
  const sent = await typed(page, `main form[action="${request}"]`);
  const confirm = page.locator('main').getByRole('button', { name: 'Confirm' });
  if (withScripts()) await confirm.dblclick();
  else await confirm.click();
  await said(page, /order .* has been placed/);
  // However often it is sent, it is one order.
  for (let again = 0; again < 2; again += 1) {
    const answer = await page.request.post(request, { form: sent, headers: { origin: new URL(page.url()).origin } });
    expect(answer.ok()).toBe(true);
  }
  await page.goto('/orders');
  await expect(page.locator('main tbody tr')).toHaveCount(1);
  await expect(page.locator('main tbody tr')).toContainText('PO-77001');
  await look(page, 'orders');
  await page.goto(request);
  await expect(page.locator('main')).toContainText('Too wide for the chart table.');
  await look(page, 'request-decided');
  await follow(page, /^Order /);
  order = new URL(page.url()).pathname;
  await expect(page.locator('main')).toContainText('€ 578.00');

  // From the catalog into the basket, and at once.
  await page.goto(`/products/${sku('Field 16 GB')}`);
  await page.locator('main').getByRole('button').first().click();
  await page.goto('/basket');
  await fill(page, 'main form[action="/basket/order"]', { cost_centre: '7100 Field work', po_number: 'PO-77002' });
  await look(page, 'manager-basket');
  await press(page, /^Order one line/);
  await said(page, 'Your order has been placed.');

  // By a pasted list, every line of it answered.
  await page.goto('/order-by-list');
  await page.locator('textarea').fill(`${sku('View 24')} 2\n3 x ${sku('Field 32 GB')}\nNO-SUCH-SKU 4\n${sku('View 34 curved')} 1\n${sku('View 24')} none`);
  await press(page, 'Check the list');
  await expect(page.locator('main')).toContainText('not in your catalog');
  await expect(page.locator('main')).toContainText('no quantity in it');
  await look(page, 'by-list');
  await press(page, /lines into the basket/);
  await page.goto('/basket');
  await fill(page, 'main form[action="/basket/order"]', { cost_centre: '7100 Field work', po_number: 'PO-77003' });
  await press(page, /^Order 2 lines/);
  await said(page, 'Your order has been placed.');
  await page.goto('/orders');
  await expect(page.locator('main tbody tr')).toHaveCount(3);

  // What somebody configured is ordered as it was chosen.
  await page.goto(configured);
  await page.locator('[name=po_number]').fill('PO-77004');
  await look(page, 'configured-decide');
  await press(page, 'Confirm');
  await said(page, /order .* has been placed/);
  await follow(page, /^Order /);
  await expect(page.locator('main')).toContainText('Engineering workstation');
  await expect(page.locator('main')).toContainText(`${maker} Field 32 GB`);
  await expect(page.locator('main')).toContainText('€ 572.05');
  await look(page, 'configured-order');

  // The same again, every line of it answered.
  await page.goto(order);
  await follow(page, 'Order again');
  await expect(page.locator('main')).toContainText('€ 289.00');
  await look(page, 'again');
  await press(page, /lines into the basket/);
  await said(page, 'in your basket');
  await page.goto('/orders');
  await page.locator('main tr', { hasText: 'PO-77004' }).getByRole('link', { name: /again/ }).click();
  await expect(page.locator('main')).toContainText('Engineering workstation');
  await press(page, 'Put one line into the basket');
  await fill(page, 'main form[action="/basket/order"]', { cost_centre: '7100 Field work', po_number: 'PO-77005' });
  await look(page, 'again-basket');
  await press(page, /^Order \d+ lines/);
  await said(page, 'Your order has been placed.');
  await expect(page.locator('main')).toContainText(`${maker} Field 32 GB`);

  // Below this amount a requester needs nobody.
  await page.goto('/company/policies');
  await fill(page, 'main', { role: 'Requester', below: '250.00' });
  await press(page, 'Set a rule');
  await said(page, 'applies from the next request on');
  await look(page, 'policies');
  await become(page, requester);
  await page.goto(`/products/${sku('Field 32 GB')}`);
  await page.locator('main').getByRole('button').first().click();
  await page.goto('/requests/new');
  await expect(page.locator('main')).toContainText('Nobody has to decide');
  await fill(page, 'main', { cost_centre: '7100 Field work', reason: 'Spare' });
  await press(page, 'Submit');
  await said(page, 'It needed nobody');
});

test('5 the order desk acknowledges it and ships it in two parts', async ({ page }) => {
  const { company, maker } = own();
  await become(page, JONAS);
  await page.goto('/console');
  await look(page, 'desk-today');
  await page.goto('/console/orders?q=PO-77001');
  await look(page, 'desk-queue');
  const desk = `/console${order}`;
  await page.goto(desk);
  await expect(page.locator('main')).toContainText(company);
  await fill(page, 'main form[action$="/acknowledge"]', { day: inDays(6) });
  await look(page, 'desk-order');
  await press(page, 'Acknowledge');
  await said(page, /promised/i);

  const ship = 'main form[action$="/ship"]';
  const line = (name: string) => page.locator(`${ship} tr`, { hasText: `${maker} ${name}` }).locator('input');
  await line('Field 32 GB').fill('9');
  await fill(page, ship, { carrier: 'Noordzee Express', tracking: 'NZX-1' });
  await page.locator(ship).getByRole('button').last().click();
  await expect(page.locator('.form-errors')).toBeVisible();
  await line('Field 32 GB').fill('1');
  await look(page, 'desk-ship');
  await page.locator(ship).getByRole('button').last().click();
  await expect(page.locator('.flash')).toBeVisible();
  await expect(line('Field 32 GB')).toHaveValue('3');
  await fill(page, ship, { carrier: 'Noordzee Express', tracking: 'NZX-2' });
  await page.locator(ship).getByRole('button').last().click();
  await expect(page.locator(ship)).toHaveCount(0);
  await look(page, 'desk-shipped');
});

test('6 requester and manager follow it, on the page and by mail', async ({ page }) => {
  const { requester, manager } = own();
  await become(page, requester);
  await page.goto(order);
  for (const text of ['NZX-1', 'NZX-2', 'Noordzee Express']) await expect(page.locator('main')).toContainText(text);
  await look(page, 'order');
  for (const to of [requester, manager]) {
    await page.goto('/console/mailbox');
    const letters = page.locator('main tr', { hasText: to });
    await expect(letters.filter({ hasText: /promised|acknowledged|confirmed/i }).first()).toBeVisible();
    await expect(letters.filter({ hasText: /on its way|shipped|under way/i }).first()).toBeVisible();
  }
  await look(page, 'mailbox');
  await letter(page, requester, /on its way|shipped|under way/i);
  await look(page, 'mail-shipped');
});

test('7 the account manager finds all of it in the profile', async ({ page }) => {
  const { company, missed } = own();
  await become(page, MARA);
  await page.goto('/console/customers?q=' + encodeURIComponent(company));
  await follow(page, company);
  await expect(page.locator('main')).toContainText(missed);
  await look(page, 'profile');
  const all = `${new URL(page.url()).pathname}/interactions`;
  await page.goto(all);
  for (const text of ['Ivo Marek', 'Greta Lind', 'Submitted request', 'Placed order', 'was acknowledged', 'left']) {
    await expect(page.locator('main')).toContainText(text);
  }
  // Pages looked at are told by a script.
  if (withScripts()) await expect(page.locator('main')).toContainText('Looked at');
  await look(page, 'interactions');
  await page.goto(`${all}?q=${encodeURIComponent(missed)}`);
  await expect(page.locator('main')).toContainText(`Searched “${missed}”, nothing found`);
});

test('8 the site learns, says why, and forgets when told to', async ({ page }) => {
  const { company, maker, missed, other, requester, approver, manager } = own();

  // What a unit orders again and again stands on its people's home page, with
  // the reason, until they say that it is not for them.
  await page.context().clearCookies();
  await signIn(page, withScripts() ? 'lise.holm@halden.example' : 'niamh.doyle@brightwater.example');
  await expect(page.locator('main')).toContainText('Usually due now');
  await expect(page.locator('main')).toContainText(/orders it every \d+ days/);
  await look(page, 'usually-due');
  await page.locator('main').getByRole('button', { name: /^Not for us/ }).first().click();
  await said(page, 'will not be suggested to you again');
  await expect(page.locator('main')).not.toContainText('Usually due now');

  // What several people look for and do not find becomes a play.
  for (const who of [manager, approver]) {
    await become(page, who);
    for (const words of [missed, other]) await page.goto(`/search?q=${encodeURIComponent(words)}`);
  }
  await become(page, requester);
  await page.goto(`/search?q=${encodeURIComponent(other)}`);
  // So does an option that people keep choosing instead of the usual one.
  // A decision counts once, however often somebody configures before it.
  const configure = async () => {
    await page.goto('/standards');
    await follow(page, 'Engineering workstation');
    await page.getByLabel(`${maker} Field 32 GB`).check({ force: true });
    await press(page, 'Add to basket');
    await said(page, 'is in your basket');
  };
  for (const who of [requester, approver]) {
    await become(page, who);
    await configure();
  }
  await become(page, manager);
  for (let time = 0; time < 2; time += 1) {
    await configure();
    await fill(page, 'main form[action="/basket/order"]', { cost_centre: '7100 Field work', po_number: `PO-7710${time}` });
    await press(page, /^Order /);
    await said(page, 'Your order has been placed.');
  }
  await become(page, MARA);
  const plays = page.locator('main tr', { hasText: company });
  await expect(async () => {
    await page.goto('/console/plays');
    await expect(plays).toHaveCount(3, { timeout: 300 });
  }).toPass({ timeout: 45_000 });
  await plays.filter({ hasText: 'Engineering workstation' }).getByRole('link', { name: /^Decide/ }).click();
  await expect(page.locator('main')).toContainText(`Make ${maker} Field 32 GB the usual choice`);
  await look(page, 'play-usual');
  await fill(page, 'main form[action$="/accept"]', { note: 'You kept choosing it.' });
  await press(page, 'Make the revision');
  await said(page, 'Done. The customer reads why.');
  await look(page, 'plays');
  await plays.filter({ hasText: missed }).getByRole('link', { name: /^Decide/ }).click();
  await look(page, 'play');
  await fill(page, 'main form[action$="/accept"]', { skus: 'MON-0179', note: 'Three of you looked for it.' });
  await press(page, 'Offer it');
  await said(page, 'Done. The customer reads why.');
  await plays.filter({ hasText: other }).getByRole('link', { name: /^Decide/ }).click();
  await press(page, 'Dismiss');
  await expect(page.locator('.form-errors')).toBeVisible();
  await fill(page, 'main form[action$="/dismiss"]', { reason: 'We do not sell these.' });
  await press(page, 'Dismiss');
  await said(page, 'Dismissed.');

  // The customer reads why its site is different.
  await become(page, requester);
  await expect(page.locator('main')).toContainText('We changed this because');
  await look(page, 'changed-because');
  await page.goto('/standards');
  await follow(page, 'Engineering workstation');
  await expect(page.locator('main')).toContainText('Changed on');
  await expect(page.getByLabel(`${maker} Field 32 GB`)).toBeChecked();
  await page.goto('/products/MON-0179');
  await expect(page.locator('main')).toContainText('Price on request');

  // What is remembered can be read and deleted.
  await page.goto('/me/remembered');
  const search = page.locator('main tr', { hasText: `Searched “${other}”` });
  await expect(search).toHaveCount(1);
  await look(page, 'remembered');
  await search.getByRole('button').click();
  await page.goto('/me/remembered');
  await expect(search).toHaveCount(0);

  // The manager decides what may be recorded; that binds from the next request on.
  await become(page, manager);
  await page.goto('/company/recording');
  await page.getByLabel(/Only what an order needs/).check({ force: true });
  await press(page, 'Save');
  await said(page, 'Saved.');
  await look(page, 'recording');
  await become(page, requester);
  await page.goto('/search?q=nobody+remembers+this');
  await page.goto('/me/remembered');
  await expect(page.locator('main')).not.toContainText('nobody remembers this');
});

test('9 and in German no page of it speaks English', async ({ page, browser }) => {
  const { requester } = own();
  const german = await browser.newContext({ locale: 'de-DE', javaScriptEnabled: withScripts() });
  const door = await german.newPage();
  await door.goto(new URL('/sign-in', process.env.RAPPORT_URL).href);
  await expect(door.locator('h1')).toHaveText('Anmelden');
  await german.close();

  await become(page, requester);
  await page.goto('/me');
  await fill(page, 'main form[action="/me"]', { language: 'Deutsch' });
  await page.locator('main form[action="/me"] .btn.main').click();
  const english = onlyEnglish();
  for (const path of ['/', '/catalog', '/basket', '/requests', request, '/orders', order, '/me', '/me/remembered', '/team', '/order-by-list', '/search?q=nichts']) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    const text = (await page.locator('body').innerText()).split('\n').map((line) => line.trim());
    expect(text.filter((line) => english.has(line)), `English on ${path}`).toEqual([]);
  }
  await look(page, 'german');
});
