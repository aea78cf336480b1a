// Our people write an article with a preview; a member is asked a question first,
// finds the article, says that it helped; asks all the same, and reads on the home
// page of a problem that is known; what nobody found comes to the authors.

import { be, expect, test } from '../fixtures';
import { fill, follow, look, press, run, said } from './steps';

const member = 'lise.holm@halden.example';
const colleague = 'uwe.kern@auental.example';
const agent = 'noor@northgate.example';
// Each of the two runs writes about something of its own.
const things = { scripts: 'Grapefruit', noscript: 'Kumquat' };
const thing = () => things[run()];
const title = () => `${thing()} lamp stays dark`;

test.describe.configure({ mode: 'serial' });

let path = '';
let number = '';

test('an agent writes, looks at it, and publishes', async ({ page }) => {
  await be(page, agent);
  await page.goto('/console/articles');
  await look(page, 'articles');
  await follow(page, 'New article');
  // All that is wrong is said at once, each at its field.
  await fill(page, 'main', { categories: 'Nowhere' });
  await press(page, 'Save');
  await expect(page.locator('main')).toContainText('Say what it is called.');
  await expect(page.locator('main')).toContainText('Not there: Nowhere');
  await look(page, 'article-refused');
  await fill(page, 'main', {
    title: title(),
    text: 'Press the **button** at the back.\n\n<script>alert(1)</script>\n\n> [!TIP]\n> Twice.',
    audience: 'all',
    problem: 'open',
    categories: '',
  });
  await press(page, 'Preview');
  await expect(page.locator('#preview strong')).toHaveText('button');
  await expect(page.locator('#preview')).toContainText('<script>alert(1)</script>');
  await expect(page.locator('main [name=title]')).toHaveValue(title());
  await look(page, 'article-preview');
  await press(page, 'Save and publish');
  await said(page, 'Saved.');
  await expect(page.locator('main')).toContainText('Published');
  await look(page, 'article-for-us');
  path = new URL(page.url()).pathname.replace('/console', '/help');
});

test('a member finds it in spite of a slip, and says whether it helped', async ({ page }) => {
  await be(page, member);
  await page.goto('/help');
  await follow(page, 'Articles');
  await fill(page, 'main', { q: `lmap ${thing()}` });
  await press(page, 'Show');
  await expect(page.locator('.found-article').first()).toContainText(title());
  await look(page, 'articles-found');
  await follow(page, title());
  await expect(page.locator('h1')).toContainText(title());
  await expect(page.locator('.article script')).toHaveCount(0);
  await look(page, 'article');
  await fill(page, '#helped', { helped: 'no', words: 'Which button?' });
  await press(page, 'Tell us');
  await said(page, 'Thank you.');
  await expect(page.locator('main')).toContainText('You can change it.');
});

test('what is found before is offered, and what does not help is asked', async ({ page }) => {
  await be(page, member);
  await page.goto('/help/new');
  await fill(page, 'main', { subject: title(), text: 'I have pressed everything.' });
  await page.locator('main [name=files]').setInputFiles({ name: 'pressed.txt', mimeType: 'text/plain', buffer: Buffer.from('Three times.') });
  await press(page, 'Send');
  await expect(page.locator('#offered')).toContainText(title());
  await expect(page.locator('main [name=text]')).toHaveValue('I have pressed everything.');
  await look(page, 'help-offered');
  await expect(page.locator('.form-errors')).toContainText('Choose the files once more');
  await press(page, 'Ask anyway');
  await said(page, 'We have your question.');
  number = new URL(page.url()).pathname.split('/').pop() ?? '';
});

test('an agent sees what was read, and says which problem it is', async ({ page }) => {
  await be(page, agent);
  await page.goto(`/console/cases/${number}`);
  await follow(page, 'Articles');
  await expect(page.locator('main')).toContainText('offered, no help');
  await look(page, 'case-articles');
  await press(page, 'The case is about this problem');
  await said(page, 'Done.');
  await follow(page, 'Put into the answer');
  await expect(page.locator('#speak [name=text]')).toHaveValue(new RegExp(title()));
  await fill(page, '#speak', { do: 'answer' });
  await press(page, 'Send');
  await said(page, 'Sent. It stays our turn.');
});

test('the problem stands on the home page, and nobody else reads of the case', async ({ page }) => {
  await be(page, member);
  await page.goto('/');
  await expect(page.locator('main')).toContainText('A case of your company is about it.');
  await look(page, 'home-problem');
  await page.goto(`/help/${number}`);
  await follow(page, new RegExp(path));
  await expect(page.locator('h1')).toContainText(title());
  await be(page, colleague);
  await page.goto('/');
  await expect(page.locator('main')).not.toContainText(title());
});

test('what nobody finds comes to the authors', async ({ page }) => {
  await be(page, member);
  await page.goto(`/help/articles?q=${thing()}+spaceship+manual+zzyzx`);
  await page.goto(`/help/articles?q=${thing()}zzyzx`);
  await expect(page.locator('main')).toContainText('We are told what is missing here.');
  await look(page, 'articles-not-found');
  await be(page, agent);
  await page.goto('/console/articles/wanted');
  await expect(page.locator('main')).toContainText(`${thing()}zzyzx`);
  await look(page, 'wanted');
});

test('questions lead to the article', async ({ page }) => {
  await be(page, member);
  await page.goto('/catalog/docks');
  const first = page.locator('main a[href^="/products/"]').first();
  const sku = decodeURIComponent((await first.getAttribute('href'))?.split('?')[0]?.split('/').pop() ?? '');
  await page.goto(`/help/new?sku=${encodeURIComponent(sku)}`);
  await expect(page.locator('#questions')).toContainText('Is the lamp of the dock lit?');
  await look(page, 'help-questions');
  await follow(page, 'Yes, but it does not charge');
  await expect(page.locator('#questions')).toContainText('Dock does not charge the laptop');
  await press(page, 'That helped');
  await said(page, 'Nothing was sent.');
});

test('who does not work on cases writes no articles', async ({ page }) => {
  await be(page, 'jonas@northgate.example');
  const answer = await page.goto('/console/articles');
  expect(answer?.status()).toBe(403);
});
