// What makes a customer's site theirs: a curator writes a welcome, news and
// links, makes an access group, and lets the manager go on. Each of the two runs
// has a company of its own.

import { be, expect, test } from '../fixtures';
import { fill, follow, inDays, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const runs = {
  scripts: {
    company: 'Orrin & Vale Architects',
    manager: 'saskia.vale@orrinvale.example',
    inside: { name: 'Bram Orrin', email: 'bram.orrin@orrinvale.example' },
  },
  noscript: {
    company: 'Brightwater Hospitals',
    manager: 'aoife.byrne@brightwater.example',
    inside: { name: 'Rory Finn', email: 'rory.finn@brightwater.example' },
  },
};

test.describe.configure({ mode: 'serial' });

let site = '';
const form = (kind: string) => `main form[action="${site}/texts"]:has(input[name=kind][value=${kind}])`;

test('a curator welcomes a customer’s people', async ({ page }) => {
  await be(page, curator);
  await page.goto(`/console/customers?q=${encodeURIComponent(runs[run()].company)}`);
  await follow(page, runs[run()].company);
  await page.locator('main a[href$="/site"]').first().click();
  site = new URL(page.url()).pathname;
  await look(page, 'site');
  await page.locator(form('welcome')).getByRole('button', { name: 'Put on the site' }).click();
  await expect(page.locator('main .form-errors')).toContainText('Text: Write a text of at most 4,000 characters.');
  await fill(page, form('welcome'), { title: 'Good day', text: 'All of you order here.\n\nAsk Mara for more.' });
  await page.locator(form('welcome')).getByRole('button', { name: 'Look at it' }).click();
  await expect(page.locator('main')).toContainText('It is not on the site yet.');
  await look(page, 'site-looked-at');
  await page.locator(form('welcome')).getByRole('button', { name: 'Put on the site' }).click();
  await said(page, 'Kept.');
  await fill(page, form('announcement'), { title: 'We move', text: 'New hall from May.', until: inDays(9) });
  await page.locator(form('announcement')).getByRole('button', { name: 'Put on the site' }).click();
  await said(page, 'Kept.');
  await fill(page, form('link'), { title: 'Handbook', href: 'javascript:alert(1)' });
  await page.locator(form('link')).getByRole('button', { name: 'Put on the site' }).click();
  await expect(page.locator('main')).toContainText('This leads nowhere');
  await fill(page, form('link'), { href: 'https://handbook.example/it' });
  await page.locator(form('link')).getByRole('button', { name: 'Put on the site' }).click();
  await said(page, 'Kept.');
  // The order of things is looked at before it is kept, too.
  const order = page.locator(`main form[action="${site}/look"]`);
  await order.locator('[name^="category-"]').last().fill('1');
  await order.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.locator('main')).toContainText('Categories in this order');
  await look(page, 'site-order-looked-at');
  await expect(order.locator('[name^="category-"]').last()).toHaveValue('1');
});

test('and makes an access group that sees its own', async ({ page }) => {
  await be(page, curator);
  await page.goto(site);
  await follow(page, 'New access group');
  await press(page, 'Keep');
  await expect(page.locator('main')).toContainText('Write a name');
  await fill(page, 'main', { name: 'Field crew' });
  await page.locator('main').getByLabel(runs[run()].inside.name).check();
  await press(page, 'Keep');
  await said(page, 'Kept.');
  await fill(page, form('welcome'), { text: 'Only the crew reads this.' });
  await page.locator(form('welcome')).getByRole('button', { name: 'Put on the site' }).click();
  await said(page, 'Kept.');
  const looks = `main form[action="${site}/look"]`;
  await page.locator(`${looks} [name=shows][value=people]`).uncheck();
  await page.locator(looks).getByLabel('Displays').fill('1');
  await page.locator(looks).getByRole('button', { name: 'Keep' }).click();
  await said(page, 'Kept.');
  await look(page, 'site-group');
  await page.goto(site);
  const own = `main form[action="${site}/own"]`;
  await page.locator(`${own} [name=allowed]`).check();
  await page.locator(own).getByRole('button').click();
  await said(page, 'Kept.');
});

test('people see what is theirs, and the manager goes on', async ({ page }) => {
  const { inside, manager } = runs[run()];
  await be(page, inside.email);
  await page.goto('/');
  await expect(page.locator('main')).toContainText('Only the crew reads this.');
  await expect(page.locator('main')).toContainText('New hall from May.');
  await expect(page.locator('main').getByRole('link', { name: 'Handbook' })).toHaveAttribute(
    'href',
    'https://handbook.example/it',
  );
  await expect(page.locator('main')).not.toContainText('Mara Oduya');
  await look(page, 'site-home');
  await page.goto('/catalog');
  await expect(page.locator('main .cards > li').first()).toContainText('Displays');

  await be(page, manager);
  await page.goto('/');
  await expect(page.locator('main')).toContainText('All of you order here.');
  await expect(page.locator('main')).not.toContainText('Only the crew reads this.');
  await page.goto('/company');
  await follow(page, 'Your site');
  site = '/company/site';
  await fill(page, form('terms'), { text: 'We pay within thirty days.' });
  await page.locator(form('terms')).getByRole('button', { name: 'Put on the site' }).click();
  await said(page, 'Kept.');
  await page.locator('main tr', { hasText: 'We move' }).getByRole('button').click();
  await said(page, 'Kept.');
  await page.goto('/agreement');
  await expect(page.locator('main')).toContainText('We pay within thirty days.');
  await page.goto('/');
  await expect(page.locator('main')).not.toContainText('New hall from May.');
});
