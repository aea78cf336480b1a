// The journeys: a portal with demo data, a browser, and what people do in it.
//
// One server for the whole run (server.ts), Debian's Chromium, no retries: a
// journey that sometimes fails is a journey that fails.

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: ['tests/**/*.spec.ts', 'journeys/**/*.spec.ts'],
  outputDir: '../target/end2end/artefacts',
  globalSetup: './server.ts',
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['line'], ['json']] : [['line']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // Every step in pictures costs as much as the browser itself: for who looks for
    // why a journey fails.
    trace: process.env.RAPPORT_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', // Chromium's own sandbox refuses to run as root
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'scripts' },
    // The tour of all pages is about how they look; axe and scrolling need scripts.
    { name: 'noscript', testIgnore: 'tests/pages.spec.ts', use: { javaScriptEnabled: false } },
  ],
});
