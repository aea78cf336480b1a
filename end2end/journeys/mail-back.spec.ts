// Mail to a case and back, both ways in SMTP: the portal of this journey has a mail
// server, which is the journey's own. What our agent asks arrives there, with a way
// back in it; what is answered to that stands in the case, and the solution arrives.

import { be, expect, test } from '../fixtures';
import { open, type Portal } from '../server';
import { bring, postOffice, type PostOffice } from '../smtp';
import { fill, follow, press, said, vouched } from './steps';

const member = 'lise.holm@halden.example';
const agent = 'noor@northgate.example';
const help = 'help@northgate.example';

// Letters of the demonstration may be on their way before.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let office: PostOffice;
let portal: Portal;
let number = '';
const before = { ...process.env };

test.beforeAll(async () => {
  test.setTimeout(240_000);
  office = await postOffice();
  portal = await open(`mail-back-${test.info().project.name}`, { RAPPORT_SMTP_URL: office.url });
  process.env.RAPPORT_URL = portal.url;
  process.env.RAPPORT_MAIL_PORT = String(portal.mailPort);
});

test.afterAll(async () => {
  process.env.RAPPORT_URL = before.RAPPORT_URL;
  process.env.RAPPORT_MAIL_PORT = before.RAPPORT_MAIL_PORT;
  await portal?.stop();
  await office?.close();
});

/** The letter to the member that says this, when it has arrived. */
async function arrived(text: string): Promise<string> {
  const found = () => office.letters.find((one) => one.includes('To: ') && one.includes(member) && one.includes(text));
  await expect.poll(found, { timeout: 120_000 }).toBeTruthy();
  return found() ?? '';
}

const heading = (letter: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(letter)?.[1] ?? '';

test('a mail becomes a case, and its sender is told so by mail', async ({ page }) => {
  const mail = vouched(member, ['Subject: The hatch sticks', '', 'Since this morning.'].join('\n'));
  expect(await bring(member, help, mail)).toMatch(/^250 /);
  await be(page, member);
  await page.goto('/help');
  await follow(page, 'The hatch sticks');
  number = new URL(page.url()).pathname.split('/').pop() ?? '';
  await arrived(number);
});

test('our agent asks back, and the answer to that letter stands in the case', async ({ page }) => {
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await fill(page, '#speak', { do: 'ask', text: 'Which hatch?' });
  await press(page, 'Send');
  await said(page, 'Sent. The clocks stand still until the customer answers.');
  const letter = await arrived('Which hatch?');
  const back = /help\+rc-[^>\s]+/.exec(heading(letter, 'Reply-To'))?.[0] ?? '';
  expect(back, letter).not.toBe('');
  // The subject is another one: the address alone leads back.
  const answer = vouched(member, ['Subject: Re: hatch', `In-Reply-To: ${heading(letter, 'Message-ID')}`, '', 'The one on the left.', '', '> Which hatch?'].join('\n'));
  expect(await bring(member, back, answer)).toMatch(/^250 /);
  await page.goto(`/console/cases/${number}`);
  await expect(page.locator('main')).toContainText('The one on the left.');
  await expect(page.locator('main')).toContainText('Our turn');
});

test('the solution arrives by mail, and nobody has asked a second time', async ({ page }) => {
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await fill(page, '#speak', { do: 'solve', text: 'A new hinge is on its way.' });
  await press(page, 'Send');
  await said(page, 'Sent, and the case is solved.');
  await arrived('A new hinge is on its way.');
  await be(page, member);
  await page.goto('/help');
  await expect(page.locator('main').getByRole('link', { name: 'The hatch sticks', exact: true })).toHaveCount(1);
  await follow(page, 'The hatch sticks');
  await expect(page.locator('main')).toContainText('A new hinge is on its way.');
});
