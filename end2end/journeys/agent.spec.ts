// Our agent's way through a case: from the queue of their team to the case, what stands
// beside it, a link to what a colleague of whoever asked wrote, and an answer that was
// prepared. Then it turns out that both are one: the agent is told who would read along
// before the two are merged. The figures count it for the team.

import { be, expect, test, type Page } from '../fixtures';
import { fill, follow, look, press, run, said } from './steps';

const agent = 'noor@northgate.example';
const admin = 'sofia@northgate.example';
const asker = 'niamh.doyle@brightwater.example';
const colleague = 'rory.finn@brightwater.example';
// Each of the two runs has cases and a team of its own.
const own = {
  scripts: { team: 'Night desk', first: 'The bedside lamp buzzes', second: 'A lamp buzzes on ward two' },
  noscript: { team: 'Night watch', first: 'The corridor lamp buzzes', second: 'A lamp buzzes on ward nine' },
};

test.describe.configure({ mode: 'serial' });

let first = '';
let second = '';

/** Asks for help; answers the number of the case. */
async function ask(page: Page, who: string, subject: string): Promise<string> {
  await be(page, who);
  await page.goto('/help/new');
  await fill(page, 'main', { subject, text: 'All night, since the power cut.' });
  await press(page, 'Send');
  // Should an article fit, they ask all the same.
  const anyway = page.locator('main').getByRole('button', { name: 'Ask anyway' });
  await expect(page.locator('.flash').or(anyway).first()).toBeVisible();
  if (await anyway.count()) await anyway.click();
  await said(page, 'We have your question.');
  return new URL(page.url()).pathname.split('/').pop() ?? '';
}

/** The form of the case's page that does this. */
const form = (what: string) => `main form:has([name="do"][value="${what}"])`;

const more = (page: Page) => page.locator('main summary', { hasText: 'merge, link' }).click();

test('two colleagues ask, and neither sees what the other asked', async ({ page }) => {
  first = await ask(page, asker, own[run()].first);
  second = await ask(page, colleague, own[run()].second);
  const answer = await page.goto(`/help/${first}`);
  expect(answer?.status()).toBe(404);
});

test('the case comes to a team, and an agent of it takes it from there', async ({ page }) => {
  const { team, first: subject } = own[run()];
  await be(page, admin);
  await page.goto('/console/case-teams');
  await fill(page, '#write', { name: team });
  await page.locator('#write').getByLabel(/^Noor/).check();
  await press(page, 'Keep');
  await said(page, 'Done.');
  await be(page, agent);
  await page.goto(`/console/cases/${first}`);
  await fill(page, 'main', { team });
  await press(page, 'Hand it to the team');
  await said(page, 'It is with that team now.');
  await page.goto('/console/cases?pile=teams');
  await fill(page, 'main .filter', { team });
  await press(page, 'Show');
  await follow(page, subject);
  await expect(page.locator('h1')).toContainText(subject);
});

test('what they have to know stands beside it, and an answer is prepared', async ({ page }) => {
  const { second: other } = own[run()];
  await be(page, agent);
  await page.goto(`/console/cases/${first}`);
  const others = page.locator('main section', { hasText: 'Their other open cases' }).last();
  await expect(others).toContainText(other);
  await expect(page.locator('main')).toContainText('What we know of them');
  // The whole profile is for who knows customers.
  await expect(page.getByRole('link', { name: 'All that is known of the company' })).toHaveCount(0);
  await more(page);
  await fill(page, form('link'), { other: second });
  await page.locator(form('link')).getByRole('button', { name: 'Link with it' }).click();
  await expect(page.locator('.flash')).toBeVisible();
  await expect(page.locator('main')).toContainText('Linked cases');
  await fill(page, '#speak', { prepared: 'Ask for the tag' });
  await press(page, 'Put it in');
  await expect(page.locator('#speak [name=text]')).toHaveValue(/Hello Niamh Doyle,[^]*which piece is it/);
  await fill(page, '#speak', { do: 'ask' });
  await look(page, 'case-with-a-prepared-answer');
  await press(page, 'Send');
  await said(page, 'Sent. The clocks stand still');
  await expect(page.locator('main')).toContainText('Waiting for the customer');
});

test('who knows customers finds the whole profile from there', async ({ page }) => {
  await be(page, admin);
  await page.goto(`/console/cases/${first}`);
  await follow(page, 'All that is known of the company');
  await expect(page.locator('h1')).toContainText('Brightwater Hospitals');
});

test('before two cases are merged it is said who will read along', async ({ page }) => {
  await be(page, agent);
  await page.goto(`/console/cases/${second}`);
  await more(page);
  await fill(page, form('merge'), { other: first });
  await page.locator(form('merge')).getByRole('button', { name: 'Merge into it' }).click();
  await expect(page.locator('main')).toContainText('Niamh Doyle asked that one, and Rory Finn can’t see it.');
  await expect(page.locator(`${form('merge')} [name=other]`)).toHaveValue(first);
  await look(page, 'case-merge-asks');
  await page.getByLabel(`Rory Finn may read all of ${first}`).check();
  await page.locator(form('merge')).getByRole('button', { name: 'Merge into it' }).click();
  await said(page, 'It goes on in the other case.');
  await be(page, colleague);
  await page.goto(`/help/${second}`);
  await follow(page, first);
  await expect(page.locator('h1')).toContainText(own[run()].first);
});

test('the figures count it for its team', async ({ page }) => {
  const { team, first: subject, second: other } = own[run()];
  await be(page, agent);
  await page.goto('/console/cases/figures');
  await expect(page.locator('main tr', { hasText: team })).toContainText('1');
  await follow(page, team);
  await expect(page.locator('main')).toContainText(subject);
  await expect(page.locator('main')).not.toContainText(other);
});
