import { defineConfig, devices } from "@playwright/test";
import type { JourneyOptions } from "./e2e/journeys/journey-by";

/* Run by `npm run e2e`, which builds, finds a browser and a free port, and gives a fresh folder for the data. */

const port = Number(process.env.E2E_PORT ?? 3210);
const data = process.env.E2E_DATA ?? ".data/e2e";
const baseURL = `http://localhost:${port}`;

/** Chromium as root needs no sandbox of its own; the rest keeps it from calling home. */
const browserArguments = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } };

export default defineConfig<JourneyOptions>({
  testDir: "e2e",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL,
    locale: "en-US",
    trace: "retain-on-failure",
    launchOptions: { executablePath: process.env.E2E_BROWSER || undefined, args: browserArguments },
  },
  // `npm test` runs the first three; `npm run test:all` and `npm run e2e` run all of them.
  projects: [
    { name: "journeys", testMatch: "journeys/*.spec.ts", use: desktop },
    { name: "axe", testMatch: "pages/axe.spec.ts", use: desktop },
    { name: "server", testMatch: "server/*.spec.ts", use: desktop },
    {
      name: "journeys-by-touch",
      testMatch: "journeys/*.spec.ts",
      use: { ...devices["Pixel 7"], means: "touch" },
    },
    { name: "journeys-by-keyboard", testMatch: "journeys/*.spec.ts", use: { ...desktop, means: "keyboard" } },
    { name: "features", testMatch: "features/*.spec.ts", use: desktop },
    { name: "pages", testMatch: "pages/*.spec.ts", testIgnore: "pages/axe.spec.ts", use: desktop },
    { name: "visual", testMatch: "visual/*.spec.ts", use: desktop },
  ],
  webServer: {
    command: "node dist/e2e/serve.js",
    url: `${baseURL}/api/csrf_token/`,
    timeout: 60_000,
    stdout: "ignore",
    stderr: "pipe",
    env: {
      ...process.env,
      NODE_ENV: "production",
      APP_MODE: "test",
      PORT: String(port),
      APP_URL: baseURL,
      DEFAULT_LANGUAGE: "en",
      EMBEDDED_DATABASE_DIR: `${data}/database`,
      STORAGE_DIR: `${data}/storage`,
    } as Record<string, string>,
  },
});
