// A curator writes an issue and publishes it, members read what is for them and get
// the newsletter until they end it; software with its releases and licence keys.

import { createHash } from 'node:crypto';
import { be, expect, test } from '../fixtures';
import { fill, follow, letter, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const admin = 'sofia@northgate.example';
// Each of the two runs has a reader, a publication and software of its own.
const readers = { scripts: 'ines.tal@halden.example', noscript: 'dana.roth@halden.example' };
const codes = { scripts: 'quay-letter', noscript: 'pier-letter' };
const names = { scripts: 'Quay letter', noscript: 'Pier letter' };
/** The code of the area that each run adds. */
const areas = { scripts: 'tide-table', noscript: 'tide-ledger' };
const platforms = { scripts: 'BSD', noscript: 'Solaris' };
const stranger = 'uwe.kern@auental.example';

test.describe.configure({ mode: 'serial' });

let issue = '';
let gone = '';
let file = '';

test('a curator writes an issue, and publishes it once', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/publications');
  await look(page, 'publications-console');
  // What was typed is kept, with a sentence at what is wrong.
  await fill(page, 'main', { code: 'Not A Code', name: names[run()] });
  await press(page, 'Add the publication');
  await expect(page.locator('main')).toContainText('a letter first');
  await expect(page.locator('main [name=name]')).toHaveValue(names[run()]);
  await look(page, 'publication-refused');
  await fill(page, 'main', { code: codes[run()], 'name-de': 'Kaibrief' });
  await press(page, 'Add the publication');
  await said(page, 'The publication is there.');
  // Of two who change it at once the second is told, and nothing that was typed is lost.
  const late = await page.context().newPage();
  await late.goto(page.url());
  await press(page, 'Save');
  await said(page, 'Saved.');
  await fill(late, 'main', { 'name-de': 'Hafenbrief' });
  await press(late, 'Save');
  await expect(late.locator('main')).toContainText('Somebody changed it meanwhile.');
  await expect(late.locator('main [name=name-de]')).toHaveValue('Hafenbrief');
  await late.close();
  await fill(page, 'main', { title: 'Ropes in frost', text: 'Nylon stiffens.\n\nPolyester does not.' });
  await press(page, 'Save the draft');
  await said(page, 'Nobody reads it yet.');
  issue = new URL(page.url()).pathname.split('/').pop() ?? '';
  await look(page, 'issue-draft');
  await press(page, 'Publish');
  await said(page, 'Published.');
  await expect(page.locator('main')).toContainText('Published on');
  await look(page, 'issue-published');
});

test('an issue is corrected, and another one taken back', async ({ page }) => {
  await be(page, curator);
  await page.goto(`/console/issues/${issue}`);
  // Nothing different is no correction.
  await press(page, 'Save the correction');
  await expect(page.locator('main')).toContainText('It says all of this already.');
  await fill(page, 'main', { title: '', text: '' });
  await press(page, 'Save the correction');
  await expect(page.locator('main')).toContainText('Write a name of at most 120 characters.');
  await expect(page.locator('main')).toContainText('Write something, and not more than fits.');
  await look(page, 'issue-refused');
  await fill(page, 'main', { title: 'Ropes in frost', text: 'Nylon stiffens.\n\nPolyester does not, nor does hemp.' });
  await press(page, 'Save the correction');
  await said(page, 'Corrected.');
  await expect(page.locator('main')).toContainText('until');
  await look(page, 'issue-corrected');
  await follow(page, names[run()]);
  await fill(page, 'main', { title: 'Ropes in fire', text: 'They burn.' });
  await press(page, 'Save the draft');
  await press(page, 'Publish');
  gone = new URL(page.url()).pathname.split('/').pop() ?? '';
  await press(page, 'Take it back');
  await expect(page.locator('main')).toContainText('Say why, in at most 500 characters.');
  await fill(page, 'main', { why: 'It was about another kind of rope.' });
  await press(page, 'Take it back');
  await said(page, 'Taken back.');
  await look(page, 'issue-withdrawn');
});

test('a member reads it, and wants the newsletter', async ({ page }) => {
  await be(page, readers[run()]);
  await page.goto('/');
  await expect(page.locator('main')).toContainText('Ropes in frost');
  await page.goto('/publications');
  await expect(page.locator('main')).toContainText(names[run()]);
  await look(page, 'publications');
  await follow(page, 'Ropes in frost');
  await expect(page.locator('main')).toContainText('Polyester does not, nor does hemp.');
  await expect(page.locator('main')).toContainText('Corrected on');
  await look(page, 'issue');
  const answer = await page.goto(`/publications/${codes[run()]}/${gone}`);
  expect(answer?.status()).toBe(410);
  await expect(page.locator('main')).toContainText('It can’t be read any more.');
  await look(page, 'issue-gone');
  await page.goto(`/publications/${codes[run()]}`);
  await look(page, 'publication');
  await page.goto('/me');
  await expect(page.locator('#newsletter')).toContainText('Once a week');
});

test('what is not there or not theirs is unknown', async ({ page }) => {
  await be(page, stranger);
  for (const path of [
    '/publications/uptime-letter',
    '/publications/no-such-letter',
    `/publications/field-notes/${issue}`,
    `/publications/${codes[run()]}/00000000-0000-7000-8000-000000000000`,
  ]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});

test('a newsletter came, leads to what it tells of, and is ended with a click', async ({ page }) => {
  await be(page, admin);
  await letter(page, readers[run()], /Batteries|Screens/);
  await look(page, 'newsletter');
  const text = await page.locator('main').innerText();
  const [read] = /\/newsletter\/read\/[\w-]+/.exec(text) ?? [];
  const [stop] = /\/newsletter\/unsubscribe\/[\w-]+/.exec(text) ?? [];
  expect(read && stop, text).toBeTruthy();
  await be(page, readers[run()]);
  await page.goto(read ?? '');
  expect(new URL(page.url()).pathname).toMatch(/^\/publications\/[a-z-]+\/[0-9a-f-]{36}$/);
  // Without signing in: the link is enough, and a button says so first.
  await page.context().clearCookies();
  await page.goto(stop ?? '');
  await expect(page.locator('main')).toContainText(readers[run()]);
  await look(page, 'unsubscribe');
  await press(page, 'No more newsletters');
  await expect(page.locator('main')).toContainText('No more newsletters go to');
  await be(page, readers[run()]);
  await page.goto('/publications');
  await press(page, 'Send me the newsletter');
  await said(page, 'You get the newsletter from now on.');
  await page.goto('/me');
  await press(page, 'No more newsletters');
  await said(page, 'You get no more newsletters.');
});

test('a curator adds software with a release and its keys', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/downloads');
  await look(page, 'downloads-console');
  // An area that is there is chosen, not made anew.
  await fill(page, 'main', { area: 'A new area', code: 'fleet-keeper', 'area-name': 'Tides', name: 'Tide table', platform: platforms[run()] });
  await press(page, 'Add the software');
  await expect(page.locator('main')).toContainText('There is an area with this code.');
  await expect(page.locator('main [name="area-name"]')).toHaveValue('Tides');
  await fill(page, 'main', { code: areas[run()] });
  await page.locator('main [name=keyed]').check();
  await press(page, 'Add the software');
  await said(page, 'Add its first release.');
  await fill(page, 'main', { version: '1.0' });
  await press(page, 'Add the release');
  await expect(page.locator('main')).toContainText('Choose a file that has something in it.');
  await expect(page.locator('main [name=version]')).toHaveValue('1.0');
  await page.locator('main [name=languages][value=pt-BR]').check();
  await page.locator('main [name=sent]').setInputFiles({ name: 'tide.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2, 3]) });
  await press(page, 'Add the release');
  await said(page, 'The release is there.');
  await expect(page.locator('main')).toContainText('Speaks Português (Brasil)');
  // The SHA-256 of these four bytes.
  await expect(page.locator('main')).toContainText('054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8');
  await fill(page, 'main', { lines: `${run()}-1\n${run()}-2\n${run()}-1` });
  await press(page, 'Add the keys');
  await said(page, '2 keys were added; 1 was there already.');
  await look(page, 'software');
  // What is offered together has a name, in each language.
  await page.locator('#area-area-name').fill(`Tools of ${run()}`);
  await page.locator('#area-area-name-de').fill(`Werkzeuge von ${run()}`);
  await page.locator('form[action$="/area"] button').click();
  await said(page, 'Saved.');
  await expect(page.locator('main')).toContainText(`area Tools of ${run()}`);
  await press(page, /^Take back/);
  await said(page, 'Nobody finds that release any more.');
});

test('subscribers fetch a version with its checksum', async ({ page }) => {
  await be(page, 'ines.tal@halden.example');
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText('Fleet Keeper');
  await look(page, 'downloads');
  // She may not order, and so takes no licence.
  await expect(page.locator('main').getByRole('button', { name: /^Take a licence/ })).toHaveCount(0);
  const link = page.locator('main').getByRole('link', { name: /version 4\.2\.0$/ }).first();
  file = (await link.getAttribute('href')) ?? '';
  const answer = await page.request.get(file);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-disposition']).toContain('attachment; filename="fleet-keeper-4.2.0-');
  const digits = createHash('sha256').update(await answer.body()).digest('hex');
  await expect(page.locator('main')).toContainText(digits);
});

test('whoever may order takes a licence and swaps it for another platform', async ({ page }) => {
  await be(page, 'dana.roth@halden.example');
  await page.goto('/downloads');
  await press(page, 'Take a licence and its key: Fleet Keeper, Linux');
  await said(page, 'The licence is yours.');
  const left = await page.getByText(/platform swaps? left/).first().innerText();
  await page.locator('main tr', { hasText: 'FKL-' }).last().getByRole('link', { name: /^Swap/ }).click();
  // What is left is said before anything is done.
  await expect(page.locator('main')).toContainText('Swaps left');
  await expect(page.locator('main')).toContainText('left afterwards');
  await look(page, 'swap');
  await press(page, 'Swap the licence');
  await said(page, 'The licence was swapped.');
  await expect(page.getByText(left, { exact: true })).toHaveCount(0);
  await look(page, 'swapped');
  await be(page, admin);
  await letter(page, 'dana.roth@halden.example', 'was swapped for Fleet Keeper, Windows');
  await be(page, curator);
  await page.goto('/console/downloads');
  await expect(page.locator('main')).toContainText('The last platform swaps');
  await expect(page.locator('main')).toContainText('Halden Marine');
});

test('a key is read by whose licence it is, and whom to ask stands beside the others', async ({ page }) => {
  await be(page, 'ines.tal@halden.example');
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText('There is a key, for whose licence it is. Ask Dana Roth');
  await be(page, 'dana.roth@halden.example');
  await page.goto('/downloads');
  const other = page.locator('main tr', { hasText: /FK[LW]-/ }).filter({ hasNotText: 'Ines Tal' }).first();
  await other.getByRole('link', { name: /^Hand over the licence/ }).click();
  await fill(page, 'main', { to: stranger });
  await press(page, 'Hand the licence over');
  await expect(page.locator('main')).toContainText('Nobody of your company has that address.');
  await expect(page.locator('main [name=to]')).toHaveValue(stranger);
  await look(page, 'hand-over');
  await fill(page, 'main', { to: 'ines.tal@halden.example' });
  await press(page, 'Hand the licence over');
  await said(page, 'The licence was handed over.');
  await be(page, admin);
  await letter(page, 'ines.tal@halden.example', 'A licence of Fleet Keeper');
  await be(page, 'ines.tal@halden.example');
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText(/FK[LW]-\d{4}-/);
});

test('who has no subscription finds nothing to download', async ({ page }) => {
  await be(page, stranger);
  await page.goto('/downloads');
  await expect(page.locator('main')).toContainText(/Nothing to download|Nichts herunterzuladen/);
  await look(page, 'downloads-none');
  const answer = await page.request.get(file);
  expect(answer.status()).toBe(404);
});
