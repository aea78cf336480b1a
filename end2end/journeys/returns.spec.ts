// What a customer sends back: a member asks for help with a delivered unit, our agent
// takes it back for the case, the desk receives it. One is repaired and is theirs as
// before; one stays with us, and they get their money back; of one they get another.

import { be, checkNarrow, expect, test, withScripts, type Page } from '../fixtures';
import { become, chooseCostCentre, fill, folded, follow, inDays, join, look, press, run, said, unfold } from './steps';

/** A purchasing manager of this run's own, with a basket of their own. */
const manager = () => `runa.vik.${run()}@halden.example`;
const agent = 'noor@northgate.example';
const desk = 'jonas@northgate.example';

test.describe.configure({ mode: 'serial' });

/** Three units that have arrived. */
const units: string[] = [];
const unit = (at: number): string => units[at] ?? '';

/** The form of a step of a return. */
const form = (step: string) => `main form:has(input[name=do][value=${step}])`;

const send = (page: Page, step: string) => page.locator(form(step)).getByRole('button').click();

/** The same page without scripts is as wide. */
const narrow = async (page: Page): Promise<void> => {
  if (withScripts()) await checkNarrow(page);
};

/** A member asks about a unit, and our agent announces that it comes back. The page of
 * the return. */
async function announced(page: Page, tag: string): Promise<string> {
  await become(page, manager());
  await page.goto(`/equipment/${tag}`);
  const name = (await page.locator('h1').innerText()).split('\n')[0]?.trim() ?? '';
  await follow(page, 'Get help');
  await expect(page.locator('main [name=asset]')).toHaveValue(tag);
  await fill(page, 'main', { subject: `Zqx ${tag}`, text: 'Zqx.' });
  await press(page, 'Send');
  const anyway = page.locator('main').getByRole('button', { name: 'Ask anyway' });
  await expect(page.locator('.flash').or(anyway).first()).toBeVisible();
  if (await anyway.count()) await anyway.first().click();
  await said(page, 'We have your question.');
  const number = new URL(page.url()).pathname.split('/').pop() ?? '';

  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await unfold(folded(page, 'Visit, hand over, merge, link'));
  await follow(page, 'Take goods back');
  await expect(page.locator('main [name=case]')).toHaveValue(number);
  await page.locator('main').getByLabel(name).first().fill('1');
  await fill(page, 'main', { reason: 'Please send it in its box.' });
  await press(page, 'Announce the return');
  await said(page, 'The return is announced');
  await expect(page).toHaveURL(/\/console\/returns\/[0-9a-f-]{36}$/);
  // Which unit it is, the case says.
  await expect(page.locator(`${form('receive')} [name=units]`)).toHaveValue(new RegExp(tag));
  return new URL(page.url()).pathname;
}

test('units that have arrived', async ({ page }) => {
  test.setTimeout(90_000);
  await be(page, 'dana.roth@halden.example');
  await page.goto('/company');
  const colleague = { name: 'Runa Vik', email: manager(), roles: 'purchasing-manager' };
  await fill(page, 'main form[action="/company/invitations"]', colleague);
  await press(page, 'Send invitation');
  await said(page, colleague.name);
  await join(page, manager(), 'Halden Marine');
  await page.goto('/standards');
  await follow(page, 'Engineering workstation');
  await page.locator('[name=quantity]').fill('3');
  await press(page, 'Add to basket');
  await page.goto('/basket');
  await chooseCostCentre(page);
  await page.locator('#order .btn.main').click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  const order = new URL(page.url()).pathname;

  await be(page, desk);
  await page.goto(`/console${order}`);
  await fill(page, 'main form[action$="/acknowledge"]', { day: inDays(4) });
  await press(page, 'Acknowledge');
  await said(page, /promised/i);
  await fill(page, 'main form[action$="/ship"]', { carrier: 'DHL', tracking: 'JD0146' });
  await page.locator('main form[action$="/ship"]').getByRole('button').last().click();
  await expect(page.locator('main form[action$="/ship"]')).toHaveCount(0);
  await page.locator('main form[action$="/delivered"]').getByRole('button').last().click();
  await expect(page.locator('.flash')).toBeVisible();

  await become(page, manager());
  await page.goto(order);
  await follow(page, 'Packing list');
  const tags = page.locator('main td a[href^="/equipment/"]');
  await expect(tags).toHaveCount(3);
  for (const tag of await tags.all()) units.push((await tag.innerText()).trim());
});

test('one is repaired, and is theirs as before', async ({ page }) => {
  test.setTimeout(90_000);
  const tag = unit(0);
  const there = await announced(page, tag);
  await look(page, 'return-announced');
  await narrow(page);
  await become(page, manager());
  await page.goto(`/equipment/${tag}`);
  await expect(page.locator('main')).toContainText(/please write RMA-\d{4}-\d{6} on the parcel/);
  await be(page, desk);
  await page.goto(there);
  await send(page, 'repair');
  await said(page, 'The customer is told.');
  await expect(page.locator('main')).toContainText('In repair');
  await look(page, 'return-in-repair');
  await narrow(page);

  await become(page, manager());
  await page.goto(`/equipment/${tag}`);
  await expect(page.locator('main')).toContainText('with us for repair since');
  await look(page, 'unit-in-repair');
  await narrow(page);
  await page.goto('/equipment');
  await follow(page, 'Returns');
  await expect(page).toHaveURL(/\/orders\/returns$/);
  const back = page.locator('main tbody tr').filter({ hasText: tag });
  await expect(back).toContainText('In repair');
  await look(page, 'own-returns');
  await narrow(page);
  await back.getByRole('link', { name: tag }).click();
  await expect(page).toHaveURL(new RegExp(`/equipment/${tag}$`));
  await page.locator('main dl a[href^="/orders/"]').first().click();
  await expect(page.locator('main')).toContainText('In repair');

  await be(page, desk);
  await page.goto(there);
  await send(page, 'send-back');
  await expect(page.locator('.form-errors')).toContainText('Write it, in at most 1,000 characters.');
  await fill(page, form('send-back'), { text: 'It has a new board. DHL JD0146.' });
  await send(page, 'send-back');
  await said(page, 'The customer is told.');
  await expect(page.locator('main')).toContainText('Repaired or exchanged');
  await page.goto('/console/returns?which=done');
  await expect(page.locator('main')).toContainText('Please send it in its box.');
  await look(page, 'returns-done');

  await become(page, manager());
  await page.goto(`/equipment/${tag}`);
  await expect(page.locator('main')).toContainText('repaired and sent back on');
  await expect(page.locator('main')).not.toContainText('with us for repair since');
  await look(page, 'unit-repaired');
  await narrow(page);
});

test('one stays with us, and they get their money back', async ({ page }) => {
  test.setTimeout(90_000);
  const tag = unit(1);
  const there = await announced(page, tag);
  await be(page, desk);
  await page.goto(there);
  await fill(page, form('receive'), { units: 'NO-SUCH-TAG' });
  await send(page, 'receive');
  await expect(page.locator('.form-errors')).toContainText('“NO-SUCH-TAG” is no unit of this return');
  await fill(page, form('receive'), { units: tag });
  await send(page, 'receive');
  await said(page, 'The customer is told.');
  await expect(page.locator('main')).toContainText('Received');
  await fill(page, form('close'), { text: 'You get its price back with your next invoice.' });
  await send(page, 'close');
  await said(page, 'The customer is told.');
  await look(page, 'return-settled');

  await become(page, manager());
  await page.goto(`/equipment/${tag}`);
  await expect(page.locator('main')).toContainText('Sent back');
  await expect(page.locator('main form:has(input[name=step][value=assign])')).toHaveCount(0);
  await page.locator('main dl a[href^="/orders/"]').first().click();
  await expect(page.locator('main')).toContainText('You get its price back with your next invoice.');
  await look(page, 'order-with-a-return');
  await narrow(page);
});

test('of one they get another, which is linked with it', async ({ page }) => {
  test.setTimeout(90_000);
  const tag = unit(2);
  const there = await announced(page, tag);
  await be(page, desk);
  await page.goto(there);
  await send(page, 'repair');
  await said(page, 'The customer is told.');
  await fill(page, form('exchange'), { units: `SN-${tag}\nSN-OF-NOTHING`, text: 'It is beyond repair.' });
  await send(page, 'exchange');
  await expect(page.locator('.form-errors')).toContainText('These can’t be read');
  await fill(page, form('exchange'), { units: `SN-${tag}` });
  await send(page, 'exchange');
  await said(page, 'The customer is told.');
  await expect(page.locator('main')).toContainText('Sent in exchange');
  await expect(page.locator('main')).toContainText(`SN-${tag}`);
  await look(page, 'return-exchanged');
  await narrow(page);
  await follow(page, 'Packing list');
  await expect(page.locator('h1')).toContainText('Packing list of the exchange');
  await expect(page.locator('main svg').first()).toBeVisible();
  await look(page, 'return-packing');

  await become(page, manager());
  await page.goto(`/equipment/${tag}`);
  await expect(page.locator('main dt').filter({ hasText: /^Replaced by$/ })).toHaveCount(1);
  await look(page, 'unit-exchanged');
  await page.locator('main dl a[href^="/equipment/"]').first().click();
  await expect(page.locator('main')).toContainText(`SN-${tag}`);
  await expect(page.locator('main dt').filter({ hasText: /^Replaces$/ })).toHaveCount(1);
  await look(page, 'unit-in-exchange');
  await narrow(page);
});
