// A mail to the support becomes a case; our agent asks back with a prepared answer;
// what the member answers by mail stands in the case. A mail of somebody whom nobody
// vouches for is read by our people first.

import { be, expect, test } from '../fixtures';
import { bring } from '../smtp';
import { fill, follow, letter, look, press, run, said, vouched } from './steps';

const member = 'lise.holm@halden.example';
const agent = 'noor@northgate.example';
const help = 'help@northgate.example';
// Each of the two runs writes about something of its own.
const subject = () => ({ scripts: 'The drawer sticks', noscript: 'The drawer squeaks' })[run()];

test.describe.configure({ mode: 'serial' });

let number = '';
let token = '';

test('a mail becomes a case, with what came with it', async ({ page }) => {
  const mail = vouched(
    member,
    [
      `Subject: ${subject()}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=cut',
      '',
      '--cut',
      'Content-Type: text/plain',
      '',
      'Since this morning.',
      '--cut',
      'Content-Type: text/plain',
      'Content-Disposition: attachment; filename="log.txt"',
      '',
      'E42',
      '--cut',
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename="fix.exe"',
      '',
      'MZ program',
      '--cut--',
    ].join('\n'),
  );
  expect(await bring(member, help, mail)).toMatch(/^250 /);
  expect(await bring(member, help, mail), 'delivered twice').toMatch(/^250 /);
  expect(await bring(member, 'somebody@elsewhere.example', mail), 'nothing is sent on').toMatch(/^550 /);
  await be(page, member);
  await page.goto('/help');
  await expect(page.locator('main').getByRole('link', { name: subject(), exact: true })).toHaveCount(1);
  await follow(page, subject());
  await expect(page.locator('main')).toContainText('Since this morning.');
  await expect(page.locator('main').getByRole('link', { name: 'log.txt' })).toBeVisible();
  await expect(page.locator('main')).toContainText('Not kept: fix.exe. It could be run as a program.');
  number = new URL(page.url()).pathname.split('/').pop() ?? '';
  await look(page, 'case-by-mail');
});

test('our agent asks back with a prepared answer', async ({ page }) => {
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await fill(page, '#speak', { prepared: 'Ask for the tag', do: 'ask' });
  await press(page, 'Put it in');
  await expect(page.locator('#speak [name=text]')).toHaveValue(/Hello Lise Holm,[^]*Noor/);
  await press(page, 'Send');
  await said(page, 'Sent. The clocks stand still until the customer answers.');
  await expect(page.locator('main')).toContainText('Waiting for the customer');
  await be(page, 'sofia@northgate.example');
  await letter(page, member, subject());
  token = /RC-\d+\.[A-Za-z0-9]+/.exec(await page.locator('h1').innerText())?.[0] ?? '';
  expect(token).not.toBe('');
});

test('what is answered by mail stands in the case', async ({ page }) => {
  const answer = vouched(member, [`Subject: Re: [${token}] ${subject()}`, '', 'It is the one on the left.', '', '> Hello Lise Holm'].join('\n'));
  expect(await bring(member, help, answer)).toMatch(/^250 /);
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await expect(page.locator('main')).toContainText('It is the one on the left.');
  await expect(page.locator('main')).toContainText('Our turn');
  await fill(page, '#speak', { do: 'solve', text: 'A new drawer is on its way.' });
  await press(page, 'Send');
  await said(page, 'Sent, and the case is solved.');
});

test('a mail that nobody vouches for waits for our people', async ({ page }) => {
  const from = 'lise@home.example';
  const mail = [`From: ${from}`, `To: ${help}`, `Subject: ${subject()} at home`, `Message-ID: <${run()}@home.example>`, '', 'Here as well.'].join('\n');
  expect(await bring(from, help, mail)).toMatch(/^250 /);
  await be(page, agent);
  await page.goto('/console/cases/mails');
  await look(page, 'mails');
  await follow(page, `${subject()} at home`);
  await press(page, 'Make a case of it');
  await expect(page.locator('main')).toContainText('No member of a customer has this address.');
  await look(page, 'mail-refused');
  await fill(page, 'form:has(#m-member)', { member });
  await press(page, 'Make a case of it');
  await said(page, 'Done.');
  await expect(page.locator('main')).toContainText('Here as well.');
});
