// The supplier's people in a customer's place: looking at the site as one of its
// members sees it, and acting for one, for a reason and a while.

import { be, expect, test } from '../fixtures';
import { fill, follow, join, letter, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const people = {
  scripts: { name: 'Lena Graf', email: 'lena.graf@meridian.example' },
  noscript: { name: 'Pavel Novak', email: 'pavel.novak@meridian.example' },
};

test.describe.configure({ mode: 'serial' });

let folk = '';

test('a curator sees the site as a member does, and changes nothing', async ({ page }) => {
  const { name } = people[run()];
  await be(page, curator);
  await page.goto('/console/customers?q=Meridian');
  await follow(page, 'Meridian Freight');
  await follow(page, 'People');
  folk = new URL(page.url()).pathname;
  await look(page, 'people');
  await page.goto(`${folk}?q=${encodeURIComponent(name)}`);
  await expect(page.locator('main tbody tr')).toHaveCount(1);
  await press(page, `See the site as ${name}`);
  await expect(page.locator('.preview')).toContainText(`You see the site as ${name}`);
  await expect(page.locator('h1')).toContainText(name.split(' ')[0] ?? '');
  await look(page, 'looking-as');

  await page.goto('/search?q=hand+scanner');
  const row = page.locator('main tr', { hasText: /hand scanner/i }).first();
  await row.getByRole('button').click();
  await expect(page.locator('h1')).toContainText('You are only looking');
  await page.goto('/me/remembered');
  await expect(page.locator('h1')).toContainText('You are only looking');
  await page.locator('.preview').getByRole('button').click();
  await expect(page).toHaveURL(new RegExp(`${folk}$`));
});

test('and acts for them, with both names on it', async ({ page }) => {
  const { name, email } = people[run()];
  await be(page, curator);
  await page.goto(`${folk}?q=${encodeURIComponent(name)}`);
  await follow(page, `Act for ${name}`);
  await press(page, 'Begin');
  await expect(page.locator('main')).toContainText('Give the reason: they read it.');
  await look(page, 'act-for');
  await fill(page, 'main', { reason: 'Asked for it on the telephone.' });
  await press(page, 'Begin');
  await expect(page.locator('.preview')).toContainText(`You act for ${name}`);
  await page.goto('/search?q=hand+scanner');
  const row = page.locator('main tr', { hasText: /hand scanner/i }).first();
  await row.getByRole('button').click();
  await page.goto('/basket');
  await press(page, 'Request this…');
  await fill(page, 'main', { reason: 'One more for the second gate.', cost_centre: '4100 Operations' });
  await press(page, 'Submit');
  await expect(page.locator('main')).toContainText(`${name} (Piet`);
  await look(page, 'acted-for');
  const request = new URL(page.url()).pathname;
  await page.locator('.preview').getByRole('button').click();

  await letter(page, email, 'acts for you');
  await expect(page.locator('main')).toContainText('Asked for it on the telephone.');
  await be(page, email);
  await page.goto(request);
  await expect(page.locator('main')).toContainText(`${name} (Piet`);
});

test('a customer that nobody can sign in to yet gets its first purchasing manager', async ({ page }) => {
  const scripts = run() === 'scripts';
  const company = scripts ? 'Skagen Rope' : 'Tabor Glass';
  const manager = scripts ? 'ida.holm@skagen.example' : 'jan.vesely@tabor.example';
  await be(page, curator);
  await page.goto('/console/customers/new');
  await fill(page, 'main', { name: company, mark: 'NN', hue: 'Green', segment: 'Preferred', employees: '12', country: 'DK' });
  await press(page, 'Make the customer');
  await said(page, 'Next: what may it buy?');
  const customer = new URL(page.url()).searchParams.get('customer') ?? '';
  await page.goto(`/console/customers/${customer}`);
  await expect(page.locator('main')).toContainText('Nobody there can sign in yet');
  await follow(page, 'Invite the first purchasing manager');
  const invite = 'main #invite';
  await fill(page, invite, { name: 'Somebody', email: 'no address' });
  await press(page, 'Send invitation');
  await expect(page.locator(`${invite} [name=name]`)).toHaveValue('Somebody');
  await look(page, 'first-manager-refused');
  await fill(page, invite, { email: manager });
  await press(page, 'Send invitation');
  await said(page, 'Somebody is invited');
  await expect(page.locator('main')).toContainText('Open invitations');
  await look(page, 'first-manager-invited');

  await join(page, manager, company);
  await expect(page.locator('main')).toContainText('Nothing is agreed yet');
  await look(page, 'nothing-agreed');
  await page.goto('/search?q=scanner');
  await expect(page.locator('main')).toContainText('Nothing is agreed yet');
  await page.goto('/team');
  await expect(page.locator('main')).toContainText('will name who looks after you');
});
