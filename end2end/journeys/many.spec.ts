// A draft that is for many customers: what it changes for one of them, and that
// one's site with it.

import { be, expect, test } from '../fixtures';
import { fill, follow, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';

test('a draft for a segment is compared for one customer and seen as that one', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/agreements/new?many=1');
  await fill(page, 'main', { many: 'Segment Education', number: `Schools ${run()}` });
  await press(page, 'Begin the draft');
  const agreement = new URL(page.url()).pathname;
  const categories = `main form[action="${agreement}/categories"]`;
  await page.locator(`${categories} [name=rule][value=discount]`).check({ force: true });
  await fill(page, categories, { category: 'The whole catalog', rate: '50' });
  await page.locator(categories).getByRole('button').click();
  await said(page, 'Kept in the draft');

  await page.goto(`${agreement}/difference`);
  await expect(page.locator('main')).toContainText('Compared by itself');
  await fill(page, 'main', { as: 'nobody at all' });
  await press(page, 'Find');
  await expect(page.locator('main')).toContainText('No customer whom it is for is called that.');
  await fill(page, 'main', { as: 'kestrel' });
  await press(page, 'Find');
  await follow(page, 'Kestrel College');
  await expect(page.locator('main')).toContainText('Compared for Kestrel College');
  await look(page, 'agreement-for-one-of-many');

  await press(page, 'View as this customer');
  await expect(page.locator('aside.preview')).toContainText('Kestrel College');
  await page.locator('aside.preview').getByRole('button').click();

  await page.goto(`${agreement}/publish`);
  await expect(page.locator('main')).toContainText('The purchasing managers of one customer are told by mail');
  await look(page, 'agreement-for-many-publish');
  // Somebody for whom it is not is as good as nobody.
  await page.goto('/console/customers?q=Halden');
  const halden = await page.locator('main a[href^="/console/customers/"]').first().getAttribute('href');
  const answer = await page.goto(`${agreement}/difference?customer=${halden?.split('/').pop() ?? ''}`);
  expect(answer?.status()).toBe(404);
});
