// Every page of the demonstration, as each role: nothing that axe can find,
// nothing that scrolls sideways on a phone. `make screenshots` also takes
// pictures of them, wide and narrow, light and dark.

import { be, checkA11y, checkNarrow, expect, shoot, test, type Page } from '../fixtures';

/** A page: its name, and its address or the way to it. */
type Stop = [name: string, way: string | ((page: Page) => Promise<void>)];

/** Opens a list and follows the first link in its body that fits. */
const first = (list: string, link: RegExp, then = '') => async (page: Page) => {
  await page.goto(list);
  const addresses = await page.locator('main a').evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''));
  const found = addresses.find((one) => link.test(one));
  expect(found, `${list} links to ${link}`).toBeTruthy();
  await page.goto(`${found}${then}`);
};

const id = '[0-9a-f-]{36}';

/** What a form answers when nothing was filled in. */
const refused = (way: Stop[1], button: RegExp) => async (page: Page) => {
  if (typeof way === 'string') await page.goto(way);
  else await way(page);
  await page.locator('main').getByRole('button', { name: button }).first().click();
};

const tours: Record<string, [account: string | null, stops: Stop[]]> = {
  door: [
    null,
    [
      ['sign-in', '/sign-in'],
      ['sign-in-refused', refused('/sign-in', /^Sign in$/)],
      ['forgot', '/forgot'],
      ['nowhere', '/nowhere'],
    ],
  ],
  requester: [
    'ines.tal@halden.example',
    [
      ['home', '/'],
      ['team', '/team'],
      ['agreement', '/agreement'],
      ['catalog', '/catalog'],
      ['category', first('/catalog', /^\/catalog\/./)],
      ['product', first('/search?q=display', /^\/products\//)],
      ['product-with-variants', first('/search?q=travel+14+plus', /^\/products\/NB/)],
      ['product-for-many', first('/search?q=headset', /^\/products\//)],
      ['search-as-meant', '/search?q=hedaset'],
      ['saved', '/saved'],
      ['reports', '/reports'],
      ['standards', '/standards'],
      ['standard', first('/standards', new RegExp(`^/standards/${id}$`))],
      ['search', '/search?q=display'],
      ['search-nothing', '/search?q=periscope'],
      ['basket-empty', '/basket'],
      ['by-list', '/order-by-list'],
      ['requests', '/requests'],
      ['request', first('/requests', new RegExp(`^/requests/${id}`))],
      ['orders', '/orders'],
      ['equipment', '/equipment'],
      ['order', first('/orders', new RegExp(`^/orders/${id}$`))],
      ['help', '/help'],
      ['help-new', '/help/new'],
      ['help-refused', refused('/help/new', /^Send$/)],
      ['articles', '/help/articles'],
      ['articles-found', '/help/articles?q=dock'],
      ['article', first('/help/articles?q=dock', /^\/help\/articles\/[a-z]/)],
      ['case', first('/help', /^\/help\/HC-/)],
      ['case-solved', first('/help?standing=solved', /^\/help\/HC-/)],
      ['publications', '/publications'],
      ['publication', '/publications/field-notes'],
      ['issue', first('/publications', new RegExp(`^/publications/field-notes/${id}$`))],
      ['downloads', '/downloads'],
      ['remembered', '/me/remembered'],
      ['me', '/me'],
      ['nowhere', '/products/NONE'],
    ],
  ],
  manager: [
    'dana.roth@halden.example',
    [
      ['home', '/'],
      ['requests', '/requests'],
      ['requests-waiting', '/requests?which=waiting'],
      ['request-to-decide', first('/', new RegExp(`^/requests/${id}`))],
      ['orders', '/orders'],
      ['equipment', '/equipment'],
      ['subscriptions', '/subscriptions'],
      ['subscription', first('/subscriptions', /^\/subscriptions\/S-/)],
      ['subscription-change', first('/subscriptions', /^\/subscriptions\/S-/, '?do=seats&seats=20')],
      ['plan', first('/subscriptions', /^\/subscriptions\/plans\//)],
      ['plan-refused', refused(first('/subscriptions', /^\/subscriptions\/plans\//, '?seats=x'), /Put into the basket/)],
      ['invoices', '/invoices'],
      ['invoice', first('/invoices', /^\/invoices\/I-/)],
      ['equipment-missed', '/equipment?tag=NOTHING'],
      ['equipment-unit', first('/equipment', /^\/equipment\/[2-9A-Z]{7}$/)],
      ['equipment-refused', refused('/equipment/import', /Import equipment/)],
      ['equipment-replacements', '/equipment/refresh'],
      ['equipment-several', '/equipment/several'],
      ['order', first('/orders', new RegExp(`^/orders/${id}$`))],
      ['packing-list', async (page) => {
        // The latest orders may not have left yet.
        await page.goto('/orders');
        const orders = await page.locator('main a').evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''));
        for (const one of new Set(orders.filter((href) => new RegExp(`^/orders/${id}$`).test(href)))) {
          await page.goto(one);
          const list = await page.locator('main a[href*="/parcels/"]').first().getAttribute('href', { timeout: 500 }).catch(() => null);
          if (list) return void (await page.goto(list));
        }
        expect(false, 'an order that has left').toBeTruthy();
      }],
      ['order-again', first('/orders', new RegExp(`^/orders/${id}/again$`))],
      ['company', '/company'],
      ['site', '/company/site'],
      ['company-refused', refused('/company', /invit/i)],
      ['member', first('/company', new RegExp(`^/company/members/${id}`))],
      ['member-end', first('/company', new RegExp(`^/company/members/${id}`), '/end')],
      ['help', '/help?which=seen'],
      ['company-help', '/company/help'],
      ['policies', '/company/policies'],
      ['cost-centres', '/company/cost-centres'],
      ['recording', '/company/recording'],
      ['reports', '/reports'],
      ['reports-refused', '/reports?from=2026-03-01&until=2026-02-01'],
    ],
  ],
  german: [
    'helga.brandt@auental.example',
    [
      ['home', '/'],
      ['catalog', '/catalog'],
      ['category', '/catalog/displays'],
      ['reports', '/reports'],
      ['requests', '/requests'],
      ['orders', '/orders'],
      ['subscriptions', '/subscriptions'],
      ['plan', first('/subscriptions', /^\/subscriptions\/plans\//)],
      ['help', '/help'],
      ['help-new', '/help/new'],
      ['equipment', '/equipment'],
      ['publications', '/publications'],
      ['downloads', '/downloads'],
      ['remembered', '/me/remembered'],
    ],
  ],
  curator: [
    'piet@northgate.example',
    [
      ['today', '/console'],
      ['subscriptions', '/console/subscriptions'],
      ['subscriptions-at-risk', '/console/subscriptions?which=at-risk'],
      ['subscriptions-strategic', '/console/subscriptions/strategic'],
      ['subscription', first('/console/subscriptions', /^\/console\/subscriptions\/S-/)],
      ['plans', '/console/plans'],
      ['plan', first('/console/plans', new RegExp(`^/console/plans/${id}$`))],
      ['plan-new', '/console/plans/new'],
      ['plan-new-refused', refused('/console/plans/new', /Make the plan/)],
      ['invoices', '/console/invoices'],
      ['invoice', first('/console/invoices', /^\/console\/invoices\/I-/)],
      ['customers', '/console/customers'],
      ['new-customer', '/console/customers/new'],
      ['new-customer-refused', refused('/console/customers/new', /Make the customer/)],
      ['agreements', '/console/agreements'],
      ['agreement', first('/console/agreements', new RegExp(`^/console/agreements/${id}$`))],
      ['agreement-prices', first('/console/agreements', new RegExp(`^/console/agreements/${id}$`), '/prices')],
      ['agreement-why', first('/console/agreements', new RegExp(`^/console/agreements/${id}$`), '/why')],
      ['agreement-difference', first('/console/agreements', new RegExp(`^/console/agreements/${id}$`), '/difference')],
      ['agreement-publish', first('/console/agreements', new RegExp(`^/console/agreements/${id}$`), '/publish')],
      ['customer', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`))],
      ['customer-about', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`), '/about')],
      ['agreement-new', async (page) => {
        await first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`))(page);
        await first(page.url(), /\/agreements\/new\?customer=/)(page);
      }],
      ['agreement-of-many-new', '/console/agreements/new?many=1'],
      ['agreement-of-unit', first('/console/agreements?q=Survey', new RegExp(`^/console/agreements/${id}$`))],
      ['agreement-of-segment', first('/console/agreements?q=Education', new RegExp(`^/console/agreements/${id}$`))],
      ['price-lists', '/console/price-lists'],
      ['price-list', first('/console/price-lists', new RegExp(`^/console/price-lists/${id}$`))],
      ['price-list-refused', refused(first('/console/price-lists', new RegExp(`^/console/price-lists/${id}$`)), /Begin the promotion/)],
      ['account-team', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`), '/team')],
      ['people', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`), '/people')],
      ['standards', '/console/configurations'],
      ['standard', first('/console/configurations', new RegExp(`^/console/configurations/${id}$`))],
      ['standard-refused', refused(first('/console/configurations', new RegExp(`^/console/configurations/${id}$`)), /^Add an option$/)],
      ['standard-retire', first('/console/configurations', new RegExp(`^/console/configurations/${id}$`), '/retire')],
      ['publications', '/console/publications'],
      ['publications-refused', refused('/console/publications', /^Add the publication$/)],
      ['publication', first('/console/publications', new RegExp(`^/console/publications/${id}$`))],
      ['issue', async (page) => {
        await first('/console/publications', new RegExp(`^/console/publications/${id}$`))(page);
        await first(page.url(), new RegExp(`^/console/issues/${id}$`))(page);
      }],
      ['downloads', '/console/downloads'],
      ['downloads-refused', refused('/console/downloads', /^Add the software$/)],
      ['software', first('/console/downloads', new RegExp(`^/console/downloads/${id}$`))],
      ['software-refused', refused(first('/console/downloads', new RegExp(`^/console/downloads/${id}$`)), /^Add the release$/)],
      ['products', '/console/products'],
      ['grid', '/console/product/grid?category=displays'],
      ['grid-nothing', '/console/product/grid'],
      ['categories', '/console/categories'],
      ['category-names', first('/console/categories', new RegExp(`^/console/categories/${id}$`), '/names')],
      ['wants', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`), '/wants')],
      ['category', first('/console/categories', new RegExp(`^/console/categories/${id}$`))],
      ['families', '/console/families'],
      ['family', first('/console/families', new RegExp(`^/console/families/${id}$`))],
      ['family-refused', refused(first('/console/families', new RegExp(`^/console/families/${id}$`)), /Put it in/)],
      ['product-attached', first('/console/products?q=travel', /^\/console\/products\/NB/)],
      ['picture-refused', refused(first('/console/products?q=travel', /^\/console\/products\/NB/), /Add the picture/)],
      ['site', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`), '/site')],
      ['factory', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}$`), '/factory')],
      ['standard-with-rules', first('/console/configurations?q=Simulation', new RegExp(`^/console/configurations/${id}$`))],
      ['sweeps', '/console/sweeps'],
      ['sweep-new', '/console/sweeps/new'],
      ['product', first('/console/products', /^\/console\/products\/./)],
      ['new-product', '/console/product/new'],
      ['import', '/console/import'],
      ['export', '/console/export'],
      ['not-found', '/console/not-found'],
      ['plays', '/console/plays'],
    ],
  ],
  'account-manager': [
    'mara@northgate.example',
    [
      ['today', '/console'],
      ['customers', '/console/customers'],
      ['dossier', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}`))],
      ['fact', async (page) => {
        await first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}`))(page);
        await first(page.url(), /\/facts\//)(page);
      }],
      ['wants', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}`), '/wants')],
      ['interactions', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}`), '/interactions')],
      ['changes', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}`), '/audit')],
      ['note', first('/console/customers?q=Halden', new RegExp(`^/console/customers/${id}`), '/note')],
      ['plays', '/console/plays'],
      ['play', first('/console/plays', new RegExp(`^/console/plays/${id}`))],
    ],
  ],
  'order-desk': [
    'jonas@northgate.example',
    [
      ['today', '/console'],
      ['orders', '/console/orders'],
      ['equipment', '/console/equipment?q=2'],
      ['equipment-unit', first('/console/equipment?q=2', new RegExp(`^/console/customers/${id}/equipment/.`))],
      ['order', first('/console/orders', new RegExp(`^/console/orders/${id}`))],
      ['mailbox', '/console/mailbox'],
      ['mail', first('/console/mailbox', new RegExp(`^/console/mailbox/${id}`))],
    ],
  ],
  agent: [
    'noor@northgate.example',
    [
      ['today', '/console'],
      ['cases', '/console/cases'],
      ['cases-open', '/console/cases?pile=open'],
      ['case', first('/console/cases?pile=open', /^\/console\/cases\/HC-/)],
      ['case-refused', refused(first('/console/cases?pile=open', /^\/console\/cases\/HC-/), /^Send$/)],
      ['case-articles', first('/console/cases?pile=open', /^\/console\/cases\/HC-/, '/articles')],
      ['articles', '/console/articles'],
      ['articles-due', '/console/articles?due=1'],
      ['article', '/console/articles/dock-does-not-charge-the-laptop'],
      ['article-edit', '/console/articles/dock-does-not-charge-the-laptop/edit'],
      ['article-new', '/console/articles/new'],
      ['article-refused', refused('/console/articles/new', /^Save$/)],
      ['articles-wanted', '/console/articles/wanted'],
      ['articles-questions', '/console/articles/questions'],
      ['articles-import', '/console/articles/import'],
      ['case-mails', '/console/cases/mails'],
      ['case-mail', first('/console/cases/mails', new RegExp(`^/console/cases/mails/${id}`))],
      ['case-visits', '/console/cases/visits'],
      ['case-visited', first('/console/cases/visits', /^\/console\/cases\/HC-/)],
      ['case-prepared', '/console/cases/prepared'],
      ['case-prepared-refused', refused('/console/cases/prepared', /^Keep$/)],
      ['case-figures', '/console/cases/figures'],
      ['returns', '/console/returns'],
      ['return', first('/console/returns', new RegExp(`^/console/returns/${id}`))],
      ['return-new', first('/console/returns', new RegExp(`^/console/orders/${id}`), '/return')],
    ],
  ],
  admin: [
    'sofia@northgate.example',
    [
      ['today', '/console'],
      ['staff', '/console/staff'],
      ['audit', '/console/audit'],
      ['audit-choose', '/console/audit?who=a&whose=a'],
      ['service-levels', '/console/service-levels'],
      ['case-teams', '/console/case-teams'],
      ['case-escalation', '/console/case-escalation'],
      ['colleague', first('/console/staff', new RegExp(`^/console/staff/${id}`))],
      ['parts', '/console/parts'],
    ],
  ],
};

for (const [role, [account, stops]] of Object.entries(tours)) {
  test.describe(`the pages of the ${role}`, () => {
    for (const [name, way] of stops) {
      test(`${role} ${name} @shots`, async ({ page }) => {
        if (account) await be(page, account);
        if (typeof way === 'string') await page.goto(way);
        else await way(page);
        await expect(page.locator('h1')).toHaveCount(1);
        await shoot(page, `${role}-${name}`);
        expect(await strayFields(page), 'fields made outside of their form').toEqual([]);
        await checkNarrow(page);
        await checkA11y(page);
      });
    }
  });
}

// What was typed, and what is wrong with it, is known inside of a form only: a field that
// was made outside is called by another prefix than the others, and shows neither.
async function strayFields(page: Page): Promise<string[]> {
  return page.locator('main form[method=post]').evaluateAll((forms) =>
    forms.flatMap((form) => {
      const controls = Array.from((form as HTMLFormElement).elements) as HTMLInputElement[];
      const named = controls.filter((one) => one.id && one.name && one.type !== 'hidden' && one.id.includes(`-${one.name}`));
      const prefixes = named.map((one) => one.id.slice(0, one.id.lastIndexOf(`-${one.name}`)));
      return named.filter((_, at) => prefixes[at] !== prefixes[0]).map((one) => one.id);
    }),
  );
}
