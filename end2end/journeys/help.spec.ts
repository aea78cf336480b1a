// A member begins at their own equipment and asks for help with a unit; our agent
// reads about it and asks back, and hands it to a team; the member answers, the agent notes something and
// solves it; the member says how satisfied they are, and the unit's page tells of it.

import { be, expect, test } from '../fixtures';
import { fill, follow, look, press, run, said } from './steps';

const member = 'lise.holm@halden.example';
const colleague = 'uwe.kern@auental.example';
const agent = 'noor@northgate.example';
const admin = 'sofia@northgate.example';
// What Lise has; each of the two runs asks something of its own about it.
const unit = 'OLD-0004';
const subjects = { scripts: 'The lid creaks', noscript: 'The lid squeaks' };
// Each run has a team of its own, to which something else leads.
const teams = { scripts: { name: 'Hinges', cause: 'access' }, noscript: { name: 'Lids', cause: 'surroundings' } };

test.describe.configure({ mode: 'serial' });

let number = '';

test('a member asks from their equipment, and sees before what is promised', async ({ page }) => {
  await be(page, member);
  await page.goto('/equipment');
  await expect(page.locator('h1')).toContainText('My equipment');
  await follow(page, unit);
  await expect(page.locator('main')).toContainText('What we promise: Office hours');
  await look(page, 'help-begins-at-a-unit');
  await follow(page, 'Get help');
  await expect(page.locator('main [name=asset]')).toHaveValue(unit);
  await expect(page.locator('main')).toContainText('Monday to Friday');
  // What was typed is kept, with a sentence at what is missing.
  await fill(page, 'main', { text: 'Whenever I open it.', order: '1999-000001' });
  await press(page, 'Send');
  await expect(page.locator('main')).toContainText('Say in a line what it is about.');
  await expect(page.locator('main [name=text]')).toHaveValue('Whenever I open it.');
  await fill(page, 'main', { subject: subjects[run()] });
  await press(page, 'Send');
  await expect(page.locator('main')).toContainText('You have no order of this number.');
  await look(page, 'help-refused');
  await fill(page, 'main', { order: '', asset: 'NOBODYS-TAG' });
  await press(page, 'Send');
  await expect(page.locator('main')).toContainText('You have no equipment with this tag.');
  // A file is believed for what is in it, and what was typed stays when it is refused.
  await fill(page, 'main', { asset: unit });
  await page.locator('main [name=files]').setInputFiles({ name: 'lid.png', mimeType: 'image/png', buffer: Buffer.from('MZ\u0090\u0000program', 'latin1') });
  await press(page, 'Send');
  await expect(page.locator('main')).toContainText('lid.png is nothing that we take, whatever its name says.');
  await expect(page.locator('main [name=text]')).toHaveValue('Whenever I open it.');
  await page.locator('main [name=files]').setInputFiles({ name: 'lid.txt', mimeType: 'text/plain', buffer: Buffer.from('It creaks at 40 degrees.') });
  await press(page, 'Send');
  await said(page, 'We have your question.');
  await expect(page.locator('main').getByRole('link', { name: 'lid.txt' })).toBeVisible();
  await expect(page.locator('h1')).toContainText(subjects[run()]);
  await expect(page.locator('main')).toContainText('Answer by');
  number = new URL(page.url()).pathname.split('/').pop() ?? '';
  expect(number).toMatch(/^HC-\d{4}-\d{6}$/);
  await look(page, 'case-new');
  await page.goto('/help');
  await expect(page.locator('main')).toContainText('What we promise: Office hours');
  await look(page, 'help');
});

test('somebody of another company does not find it, nor what came with it', async ({ page }) => {
  await be(page, member);
  await page.goto(`/help/${number}`);
  const file = await page.locator('main').getByRole('link', { name: 'lid.txt' }).getAttribute('href');
  expect((await page.request.get(file ?? '')).status()).toBe(200);
  await be(page, colleague);
  const answer = await page.goto(`/help/${number}`);
  expect(answer?.status()).toBe(404);
  expect((await page.request.get(file ?? '')).status()).toBe(404);
});

test('our agent reads about the unit and asks back, and the clock stands still', async ({ page }) => {
  await be(page, agent);
  await page.goto('/console/cases?pile=unassigned');
  await look(page, 'cases');
  await follow(page, subjects[run()]);
  await follow(page, unit);
  await expect(page).toHaveURL(new RegExp(`/console/customers/[0-9a-f-]{36}/equipment/${unit}$`));
  await expect(page.locator('main')).toContainText('Imported');
  await look(page, 'unit-for-the-agent');
  await follow(page, subjects[run()]);
  await fill(page, '#speak', { do: 'note', text: 'Perhaps the hinge of the spring series.' });
  await press(page, 'Send');
  await said(page, 'The note is kept.');
  await fill(page, '#speak', { do: 'ask', text: 'Left or right?' });
  await press(page, 'Send');
  await said(page, 'Sent. The clocks stand still until the customer answers.');
  await expect(page.locator('main')).toContainText('Waiting for the customer');
  await look(page, 'case-asked');
});

test('a team is made, the case is handed to it, and is found among the cases of its people', async ({ page }) => {
  const { name, cause } = teams[run()];
  await be(page, admin);
  await page.goto('/console/service-levels');
  await follow(page, 'Teams');
  await fill(page, '#write', { cause });
  await press(page, 'Keep');
  await expect(page.locator('main')).toContainText('It needs a name of at most 80 characters');
  await expect(page.locator(`#write [name=cause][value=${cause}]`)).toBeChecked();
  await fill(page, '#write', { name, categories: 'no-such-category' });
  await page.locator('#write').getByLabel(/^Noor/).check();
  await press(page, 'Keep');
  await expect(page.locator('main')).toContainText('There is no category no-such-category.');
  await fill(page, '#write', { categories: '' });
  await press(page, 'Keep');
  await said(page, 'Done.');
  await expect(page.locator('main tr', { hasText: name })).toContainText('Noor');
  await look(page, 'teams');
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await fill(page, 'main', { team: name });
  await press(page, 'Hand it to the team');
  await said(page, 'It is with that team now.');
  await expect(page.locator('main')).toContainText(`gave it to the team ${name}`);
  await page.goto('/console/cases?pile=teams');
  await expect(page.locator('main tr', { hasText: subjects[run()] })).toContainText(name);
  await fill(page, 'main .filter', { team: name });
  await press(page, 'Show');
  await expect(page.locator('main')).toContainText(subjects[run()]);
  await look(page, 'cases-of-my-teams');
});

test('the member answers and reads no internal note', async ({ page }) => {
  await be(page, member);
  await page.goto(`/help/${number}`);
  await expect(page.locator('main')).toContainText('Left or right?');
  await expect(page.locator('main')).not.toContainText('spring series');
  await page.getByLabel('Your answer').fill('Left.');
  await press(page, 'Answer');
  await said(page, 'Sent.');
  await expect(page.locator('main')).toContainText('We are working on it');
});

test('what was written meanwhile is read before it is answered', async ({ page, browser, baseURL }) => {
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  const theirs = await other.newPage();
  await be(theirs, member);
  await theirs.goto(`/help/${number}`);
  await theirs.getByLabel('Write more').fill('And a little on the right.');
  await theirs.locator('main').getByRole('button', { name: 'Send', exact: true }).click();
  await other.close();
  await fill(page, '#speak', { do: 'solve', text: 'A new hinge is on its way.' });
  await press(page, 'Send');
  await expect(page.locator('main')).toContainText('Somebody was quicker');
  await expect(page.locator('main')).toContainText('And a little on the right.');
  await expect(page.locator('#speak [name=text]')).toHaveValue('A new hinge is on its way.');
  await press(page, 'Send');
  await said(page, 'Sent, and the case is solved.');
  await expect(page.locator('main')).toContainText('Solved');
});

test('the member says how satisfied they are', async ({ page }) => {
  await be(page, member);
  await page.goto(`/help/${number}`);
  await look(page, 'case-solved');
  await page.getByLabel('What should we know about it?').fill('Quick.');
  await press(page, 'Tell us');
  await said(page, 'Thank you');
  await expect(page.locator('main')).toContainText('You gave our help 5 of 5.');
  await page.goto(`/equipment/${unit}`);
  await expect(page.locator('main li', { hasText: subjects[run()] })).toContainText('Solved');
});

test('our agent says what it was, and it is counted', async ({ page }) => {
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await fill(page, 'main', { cause: 'Hardware' });
  await press(page, 'Keep');
  await said(page, 'Kept.');
  await page.goto('/console/cases/figures');
  await expect(page.locator('main')).toContainText('Hardware');
  await expect(page.locator('main')).toContainText('By team');
  await look(page, 'case-figures');
});

test('who does not work on cases sees none', async ({ page }) => {
  await be(page, 'jonas@northgate.example');
  const answer = await page.goto('/console/cases');
  expect(answer?.status()).toBe(403);
});
