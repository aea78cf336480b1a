// Members search for something in vain; the curator sees it beside that
// customer's catalog and adds the product; they find it and read why.

import { be, expect, test } from '../fixtures';
import { follow, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const members = ['niamh.doyle@brightwater.example', 'rory.finn@brightwater.example'];
// Each of the two runs misses something of its own.
const runs = {
  scripts: { words: 'studio 16', name: 'Studio 16' },
  noscript: { words: 'travel 13', name: 'Travel 13' },
};

test.describe.configure({ mode: 'serial' });

let wants = '';

test('two members search for it and find nothing', async ({ page }) => {
  for (const member of members) {
    await be(page, member);
    await page.goto(`/search?q=${encodeURIComponent(runs[run()].words)}`);
    await expect(page.locator('main')).toContainText('Nothing in your catalog matches');
  }
});

test('the curator sees it beside their catalog, with what we sell by that name', async ({ page }) => {
  const { words, name } = runs[run()];
  await be(page, curator);
  await page.goto('/console/customers?q=Brightwater');
  await follow(page, 'Brightwater Hospitals');
  await follow(page, 'What they look for');
  wants = new URL(page.url()).pathname;
  const row = page.locator('main tr', { hasText: words });
  await expect(async () => {
    await page.goto(wants);
    await expect(row).toHaveCount(1, { timeout: 300 });
  }).toPass({ timeout: 15_000 });
  await expect(row).toContainText('One product by that name is not in the agreement');
  await expect(row).toContainText('(Requester)');
  await look(page, 'wants');
  await row.getByRole('link').first().click();
  const form = page.locator('#decide');
  await expect(form).toContainText(words);
  // Nothing is chosen: what was written stays.
  await form.locator('[name=note]').fill('You asked for it');
  await form.getByRole('button', { name: 'Offer it' }).click();
  await expect(page.locator('main')).toContainText('Name a product or other words.');
  await expect(page.locator('#decide [name=note]')).toHaveValue('You asked for it');
  await look(page, 'wants-refused');
  await page.locator('#decide').getByLabel(name).check();
  await press(page, 'Offer it');
  await said(page, 'Done. The customer reads why.');
  await expect(page.locator('main tr', { hasText: words })).toHaveCount(0);
});

test('they find it and read why', async ({ page }) => {
  const { words, name } = runs[run()];
  await be(page, members[0] ?? '');
  await page.goto('/');
  await expect(page.locator('main')).toContainText(`${name} is in your catalog now`);
  await expect(page.locator('main')).toContainText(`looked for “${words}” and found nothing`);
  await look(page, 'because');
  await page.goto(`/search?q=${encodeURIComponent(words)}`);
  await expect(page.locator('main')).toContainText(name);
});

test('who neither knows customers nor curates sees nothing of it', async ({ page }) => {
  await be(page, 'jonas@northgate.example');
  const answer = await page.goto(wants);
  expect([403, 404]).toContain(answer?.status());
});
