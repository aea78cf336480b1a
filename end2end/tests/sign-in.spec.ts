import { checkA11y, expect, shoot, test } from '../fixtures';

test('a stranger finds the door @shots', async ({ page }) => {
  const answer = await page.goto('/sign-in');
  expect(answer?.status()).toBe(200);
  await checkA11y(page);
  await shoot(page, 'sign-in');
});
