// The same change of many customers' agreements: whom it touches is seen first,
// then it is done in the background. Each of the two runs has a segment of its
// own.

import { be, expect, test, type Page } from '../fixtures';
import { fill, follow, look, press, run } from './steps';

const curator = 'piet@northgate.example';
const runs = {
  scripts: { segment: 'small-business', company: 'Orrin & Vale' },
  noscript: { segment: 'healthcare', company: 'Brightwater' },
};

test.describe.configure({ mode: 'serial' });

const fields = async (page: Page) => {
  await page.locator('main [name=segment]').selectOption(runs[run()].segment);
  await page.locator('main [name=category]').selectOption({ label: 'Tablets and scanners' });
};

test('a curator sees whom a change of many touches', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/agreements');
  await follow(page, 'Change many at once');
  await look(page, 'sweeps');
  await follow(page, 'Change many agreements');
  await fields(page);
  await press(page, 'Look whom it touches');
  await expect(page.locator('main [name=rate]')).toHaveAttribute('aria-invalid', 'true');
  await fill(page, 'main', { rate: '3' });
  await press(page, 'Look whom it touches');
  await expect(page.locator('#touches')).toContainText('1 would be changed');
  await expect(page.locator('#touches')).toContainText(runs[run()].company);
  await look(page, 'sweep-preview');
  await press(page, 'Begin');
  await expect(page.locator('main')).toContainText('Say why');
  await expect(page.locator('main [name=rate]')).toHaveValue('3');
});

test('and begins it', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/sweeps/new');
  await fields(page);
  await fill(page, 'main', { rate: '3', note: 'Tablets cost us less since November.' });
  await press(page, 'Look whom it touches');
  await press(page, 'Begin');
  await expect(page.locator('main .tag')).toContainText('finished', { timeout: 15_000 });
  await expect(page.locator('main')).toContainText('1 of 1 agreements looked at.');
  await look(page, 'sweep-finished');
  await page.locator('main tbody a').first().click();
  await expect(page.locator('main')).toContainText('3% off list');
  await page.goto('/console/sweeps/new');
  await fields(page);
  await fill(page, 'main', { rate: '3', note: 'Once more.' });
  await press(page, 'Look whom it touches');
  await expect(page.locator('#touches')).toContainText('says so already');
  await press(page, 'Begin');
  await expect(page.locator('main')).toContainText('Nothing would be changed');
});
