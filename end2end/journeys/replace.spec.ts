// A requester begins at a unit that they have and asks for another one in its place:
// what follows it is in the basket, and the request says which unit it replaces.

import { be, expect, test } from '../fixtures';
import { chooseCostCentre, look, press, run, said } from './steps';

// Each of the two runs is somebody with a basket of their own.
const requesters = { scripts: 'tom.berg@halden.example', noscript: 'erik.sund@halden.example' };

test('a request begins at the unit that it replaces', async ({ page }) => {
  await be(page, requesters[run()]);
  await page.goto('/equipment');
  await expect(page.locator('h1')).toContainText('My equipment');
  // Something that was delivered: what came in by file is of no product of ours.
  const unit = page.locator('main tbody tr').filter({ hasNotText: 'OLD-' }).first().getByRole('link').first();
  const tag = (await unit.innerText()).trim();
  await unit.click();
  await expect(page).toHaveURL(new RegExp(`/equipment/${tag}$`));
  await press(page, 'Replace');
  await said(page, 'is in your basket.');
  await expect(page).toHaveURL(/\/requests\/new\?replaces=/);
  await expect(page.locator('main [name=reason]')).toHaveValue(new RegExp(`^Replaces .*${tag}`));
  // The line itself says so, and leads to the unit.
  await expect(page.locator('main tbody')).toContainText(`Replaces ${tag}`);
  await look(page, 'replacement-asked');
  await chooseCostCentre(page);
  await press(page, 'Submit');
  await said(page, /has been submitted|needed nobody/);
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
  await expect(page.locator('main')).toContainText(tag);
});

test('what came in by file leads to what there is instead', async ({ page }) => {
  await be(page, 'lise.holm@halden.example');
  await page.goto('/equipment/OLD-0004');
  await press(page, 'Replace');
  await said(page, 'Neither this nor a successor is in your catalog.');
  await expect(page).toHaveURL(/\/search\?q=/);
});
