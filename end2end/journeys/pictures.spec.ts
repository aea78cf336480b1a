// A curator gives a product pictures, documents and a family; members see and
// fetch what is on their shelf, and nothing else.

import { deflateSync } from 'node:zlib';
import { be, expect, test, type Page } from '../fixtures';
import { fill, follow, look, press, run, said } from './steps';

const curator = 'piet@northgate.example';
const member = 'ines.tal@halden.example';
// Each of the two runs has a product of its own.
const runs = {
  scripts: { found: 'headset', name: /^Headset/ },
  noscript: { found: 'camera', name: /^Camera, 1080p/ },
};

/** The check sum of a PNG's parts (ISO 3309). */
function crc32(data: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

/** A PNG of one colour with a frame. */
function png(width: number, height: number, [red, green, blue]: [number, number, number]): Buffer {
  const part = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const edge = Math.min(x, y, width - 1 - x, height - 1 - y) < 40;
      rows.set(edge ? [235, 237, 240] : [red, green, blue], y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))]);
}

test.describe.configure({ mode: 'serial' });

let product = '';
let sku = '';

const sheet = (page: Page, title: string) => page.locator('main section.sheet', { has: page.getByRole('heading', { name: title, exact: true }) });

async function send(page: Page, title: string, file: { name: string; mimeType: string; buffer: Buffer }, fields: Record<string, string>, button: string): Promise<void> {
  const here = sheet(page, title);
  await here.locator('input[type=file]').setInputFiles(file);
  await fill(page, `main form[enctype]:has(button:text-is("${button}"))`, fields);
  await here.getByRole('button', { name: button, exact: true }).click();
}

test('a curator adds pictures, and is told what is none', async ({ page }) => {
  await be(page, curator);
  await page.goto(`/console/products?q=${runs[run()].found}`);
  await follow(page, runs[run()].name);
  product = new URL(page.url()).pathname;
  sku = product.split('/').pop() ?? '';
  // What the demonstration drew is taken away first.
  const rows = sheet(page, 'Pictures').locator('li.attached');
  while ((await rows.count()) > 0) {
    await rows.first().getByRole('button', { name: /^Remove/ }).click();
    await said(page, 'Saved');
  }
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  await send(page, 'Pictures', { name: 'front.png', mimeType: 'image/png', buffer: svg }, { alt: 'From the front' }, 'Add the picture');
  await expect(page.locator('main')).toContainText('This is not a picture that we can show');
  await expect(sheet(page, 'Pictures').locator('[name=alt]')).toHaveValue('From the front');
  const front = { name: 'front.png', mimeType: 'image/png', buffer: png(1200, 800, [70, 110, 160]) };
  await send(page, 'Pictures', front, {}, 'Add the picture');
  await said(page, 'Saved');
  const side = { name: 'side.png', mimeType: 'image/png', buffer: png(700, 900, [150, 90, 80]) };
  await send(page, 'Pictures', side, { alt: 'From the side' }, 'Add the picture');
  await said(page, 'Saved');
  await expect(rows).toHaveCount(2);
  // The second becomes the main one, and says more.
  await page.getByRole('button', { name: 'Show earlier: From the side' }).click();
  await said(page, 'Saved');
  await expect(rows.first().locator('input[type=text]')).toHaveValue('From the side');
  await rows.first().locator('input[type=text]').fill('From the side, folded');
  await rows.first().getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved');
  await expect(rows.first()).toContainText('The main picture');
});

test('and documents', async ({ page }) => {
  await be(page, curator);
  await page.goto(product);
  const html = Buffer.from('<!doctype html><p>Not a manual</p>');
  const fields = { title: 'How to wear it', kind: 'Manual', language: 'English' };
  await send(page, 'Documents', { name: 'manual.pdf', mimeType: 'application/pdf', buffer: html }, fields, 'Add the document');
  await expect(page.locator('main')).toContainText('This is not a document that we take');
  const text = Buffer.from('On the head, one side to each ear.');
  await send(page, 'Documents', { name: 'manual.txt', mimeType: 'text/plain', buffer: text }, {}, 'Add the document');
  await said(page, 'Saved');
  await expect(page.locator('main')).toContainText('How to wear it');
  await look(page, 'product-attached');
});

test('members see them in lists', async ({ page }) => {
  await be(page, member);
  await page.goto(`/search?q=${runs[run()].found}`);
  const row = page.locator('main tr', { has: page.locator(`a[href="/products/${sku}"]`) });
  const thumb = row.locator('img');
  await expect(thumb).toBeVisible();
  await expect(thumb).toHaveJSProperty('complete', true);
  await look(page, 'search-with-pictures');
});

test('and on its page, and fetch what they want', async ({ page }) => {
  await be(page, member);
  await page.goto(`/search?q=${runs[run()].found}`);
  const row = page.locator('main tr', { has: page.locator(`a[href="/products/${sku}"]`) });
  await row.getByRole('link', { name: runs[run()].name }).first().click();
  const pictures = page.locator('main .gallery-large img');
  await expect(pictures).toHaveCount(2);
  await expect(pictures.first()).toHaveAttribute('alt', 'From the side, folded');
  const loaded = await page.request.get((await pictures.first().getAttribute('src')) ?? '');
  expect(loaded.status()).toBe(200);
  expect(loaded.headers()['content-type']).toMatch(/^image\//);
  await page.locator('main .gallery-small a').nth(1).click();
  await expect(page).toHaveURL(/#picture-2$/);
  const link = page.locator('main').getByRole('link', { name: 'How to wear it' });
  const manual = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(await manual.text()).toBe('On the head, one side to each ear.');
  expect(manual.headers()['content-disposition']).toContain('attachment');
  await look(page, 'product-with-pictures');
});

test('and in the basket; others know of no such picture', async ({ page }) => {
  await be(page, member);
  await page.goto(`/products/${sku}`);
  const quantity = page.locator('main [name^="quantity-"]');
  await quantity.fill('two');
  await press(page, 'Add to basket');
  await expect(page.locator('main .field-qty .error')).toBeVisible();
  await expect(quantity).toHaveValue('two');
  await quantity.fill('1');
  await press(page, 'Add to basket');
  await said(page, 'is in your basket');
  await page.goto('/basket');
  await expect(page.locator('main tr', { hasText: sku }).locator('.thumb img')).toBeVisible();
  await look(page, 'basket-with-pictures');
  const address = (await page.locator('main .thumb img').first().getAttribute('src')) ?? '';
  await page.context().clearCookies();
  const door = await page.request.get(address, { maxRedirects: 0 });
  expect(door.headers()['location']).toMatch(/^\/sign-in/);
});

test('a family saved as it stands keeps in what its products differ', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/families');
  await follow(page, 'Office 15');
  const ticked = page.locator('main [name=varying]:checked');
  await expect(ticked.first()).toBeVisible();
  const many = await ticked.count();
  expect(many).toBeGreaterThan(0);
  await page.locator('main').getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved');
  await expect(ticked).toHaveCount(many);
});

test('variants of a family are chosen on one page', async ({ page }) => {
  await be(page, curator);
  await page.goto('/console/families');
  await follow(page, 'Office 15');
  await look(page, 'family');
  await page.locator('main [name=sku]').fill('nowhere');
  await press(page, 'Put it in');
  await expect(page.locator('main')).toContainText('No product has this SKU.');
  for (const box of await page.locator('main [name=varying]:checked').all()) await box.uncheck();
  await page.locator('main').getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('main')).toContainText('Choose one to five attributes');

  await be(page, member);
  await page.goto('/search?q=travel+14');
  await follow(page, 'Travel 14');
  const choice = page.locator('main .variants');
  await expect(choice).toContainText('Memory');
  await expect(choice.locator('[aria-current=true]')).toHaveText(/16/);
  await look(page, 'product-with-variants');
  await choice.getByRole('link', { name: /32/ }).click();
  await expect(page.locator('h1')).toHaveText('Travel 14 Plus');
});
