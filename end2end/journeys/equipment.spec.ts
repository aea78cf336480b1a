// Equipment: a manager imports what was bought elsewhere, gives a unit to a
// colleague, who finds it among their own and gives it back; it is lent and taken
// out of service; staff find it by its tag, and another company does not. Each of
// the two runs has tags of its own.

import { be, expect, test, type Page } from '../fixtures';
import { fill, follow, inDays, letter, look, press, run, said, unfold } from './steps';

const manager = 'saskia.vale@orrinvale.example';
const requester = 'bram.orrin@orrinvale.example';
const stranger = 'aoife.byrne@brightwater.example';
const desk = 'jonas@northgate.example';
const admin = 'piet@northgate.example';
const tag = (number: number) => `${run() === 'scripts' ? 'EQ' : 'NQ'}-${number}`;
const unit = () => `/equipment/${tag(1)}`;

/** Opens what is folded away and answers its form. */
async function open(page: Page, step: string): Promise<string> {
  await unfold(page.locator('details.fold', { has: page.locator(`input[name=step][value=${step}]`) }));
  return `main form:has(input[name=step][value=${step}])`;
}

test.describe.configure({ mode: 'serial' });

test('a manager imports what was bought elsewhere, every line answered', async ({ page }) => {
  await be(page, manager);
  await page.goto('/equipment');
  await follow(page, 'Import equipment');
  await press(page, 'Import equipment');
  await expect(page.locator('.form-errors')).toContainText('Choose a file.');
  await look(page, 'equipment-import');
  const lines = [
    'tag,serial,name,manufacturer,model,warranty until,unit',
    `${tag(1)},S-${tag(1)},Survey tablet,Terrapin,T10,${inDays(20)},`,
    `${tag(2)},S-${tag(2)},Survey tablet,Terrapin,T10,${inDays(900)},`,
    `${tag(2)},S-${tag(3)},Survey tablet,,,,`,
    `${tag(4)},S-${tag(4)},Survey tablet,,,,No such unit`,
  ];
  const file = { name: 'old.csv', mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
  await page.locator('main input[type=file]').setInputFiles(file);
  await press(page, 'Import equipment');
  await expect(page).toHaveURL(/\/equipment\/import\/[0-9a-f-]{36}$/);
  await expect(page.locator('main')).toContainText('This tag is on line 3 already.');
  await expect(page.locator('main')).toContainText('no unit “No such unit”');
  await look(page, 'equipment-imported');
});

test('finds it and gives it to a colleague, who is told', async ({ page }) => {
  await be(page, manager);
  await page.goto(`/equipment?q=${tag(1)}`);
  await expect(page.locator('main tbody tr')).toHaveCount(1);
  await look(page, 'equipment-list');
  await follow(page, tag(1));
  await expect(page).toHaveURL(new RegExp(`${unit()}$`));
  await expect(page.getByRole('img', { name: `Code that leads to ${tag(1)}` })).toBeVisible();
  let form = await open(page, 'assign');
  await fill(page, form, { to: 'nobody@orrinvale.example' });
  await page.locator(form).getByRole('button').last().click();
  await expect(page.locator('.form-errors')).toContainText('Nobody in your company has this address.');
  form = await open(page, 'assign');
  await fill(page, form, { to: requester });
  await page.locator(form).getByRole('button').last().click();
  await said(page, 'Assigned');
  await expect(page.locator('main')).toContainText('In use');
  await look(page, 'equipment-unit');
  await be(page, admin);
  await letter(page, requester, 'Survey tablet is yours now');
});

test('the colleague has it, and gives it back', async ({ page }) => {
  await be(page, requester);
  await page.goto('/equipment');
  // Labels are for who sees the company's equipment: nobody else is led there.
  await expect(page.locator('main').getByRole('link', { name: 'Labels' })).toHaveCount(0);
  await follow(page, tag(1));
  await follow(page, 'Get help');
  await expect(page.locator('main [name=asset]')).toHaveValue(tag(1));
  await page.goBack();
  // To give it back, and to add a document.
  await expect(page.locator('details.fold')).toHaveCount(2);
  const form = await open(page, 'give-back');
  await page.locator(form).getByRole('button').last().click();
  await said(page, 'on its way back');
  await look(page, 'equipment-own');
});

test('it is taken back, lent and retired, and nothing more can be done', async ({ page }) => {
  await be(page, manager);
  await page.goto('/equipment');
  await expect(page.locator('main').getByRole('link', { name: 'Labels' })).toHaveCount(1);
  await page.goto(unit());
  let form = await open(page, 'take-back');
  await fill(page, form, { place: 'Shelf 4' });
  await page.locator(form).getByRole('button').last().click();
  await said(page, 'back in stock');
  form = await open(page, 'lend');
  await fill(page, form, { to: 'A friend of the house', until: inDays(5) });
  await page.locator(form).getByRole('button').last().click();
  await said(page, 'Lent.');
  form = await open(page, 'take-back');
  await page.locator(form).getByRole('button').last().click();
  form = await open(page, 'retire');
  await fill(page, form, { wiped: 'W-2026-17', why: 'Its screen is broken.' });
  await page.locator(form).getByRole('button').last().click();
  await said(page, 'out of service');
  await expect(page.locator('main')).toContainText('W-2026-17');
  // Days and notes, and documents.
  await expect(page.locator('details.fold')).toHaveCount(2);
  await page.goto(`/equipment/labels?tag=${tag(1)}&tag=${tag(2)}`);
  await expect(page.locator('main .label')).toHaveCount(2);
  await look(page, 'equipment-labels');
});

test('another company does not know it, staff find it', async ({ page }) => {
  await be(page, stranger);
  const answer = await page.goto(unit());
  expect(answer?.status()).toBe(404);
  await be(page, desk);
  await page.goto(`/console/equipment?q=${tag(1).toLowerCase()}`);
  await expect(page.locator('main tbody tr')).toHaveCount(1);
  await look(page, 'equipment-found-by-staff');
  await follow(page, tag(1));
  await expect(page.locator('main')).toContainText('W-2026-17');
  await expect(page.locator('main form')).toHaveCount(0);
  await look(page, 'equipment-unit-for-staff');
  // The code on its label leads to a customer's page: our people are led on to theirs.
  await page.goto(unit());
  await expect(page).toHaveURL(new RegExp(`/console/customers/[0-9a-f-]{36}/equipment/${tag(1)}$`));
  await page.goto('/equipment/NO-SUCH-TAG');
  await expect(page).toHaveURL(/\/console\/equipment\?q=NO-SUCH-TAG$/);
  await page.goto(`/console/equipment?q=${tag(1)}`);
  await follow(page, 'Orrin & Vale Architects');
  await expect(page.locator('main')).toContainText(tag(2));
});

test('several are moved at once, and none if one is not there', async ({ page }) => {
  await be(page, manager);
  await page.goto(`/equipment?q=${tag(2)}`);
  await follow(page, 'Change several');
  await expect(page.locator('main [name=tags]')).toHaveValue(tag(2));
  await fill(page, 'main', { tags: `${tag(2)}\nNO-SUCH-TAG`, step: 'transfer', place: 'Hall 9' });
  await press(page, 'Change them');
  await expect(page.locator('.form-errors')).toContainText('no units with these tags: NO-SUCH-TAG');
  await expect(page.locator('main [name=place]')).toHaveValue('Hall 9');
  await look(page, 'equipment-several');
  await fill(page, 'main', { tags: tag(2) });
  await press(page, 'Change them');
  await said(page, 'One unit is changed.');
  await page.goto(`/equipment/${tag(2)}`);
  await expect(page.locator('main')).toContainText('Hall 9');
});
