import { defineConfig, devices } from "@playwright/test";
import { COMMAND, serverEnvironment } from "./e2e/fixtures/server";
import type { Options } from "./e2e/fixtures/test";

/*
 * Run by `npm test`, `npm run test:all` and `npm run e2e`, which build, find a browser and a port, and make a data folder. With
 * E2E_ORIGIN the tests are for a store that runs there already.
 */

const port = Number(process.env.E2E_PORT ?? 3210);
const baseURL = process.env.E2E_ORIGIN || `http://localhost:${port}`;

/** Chromium as root needs no sandbox of its own; the rest keeps it from calling home. */
const browserArguments = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  // Letters as wide in one Chromium as in another: snapshots depend on where lines break.
  "--font-render-hinting=none",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } };

export default defineConfig<Options>({
  testDir: "e2e",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  // Nothing here is a claim of speed: a busy machine may take its time.
  timeout: 180_000,
  expect: {
    timeout: 30_000,
    toHaveScreenshot: { stylePath: "e2e/visual/screenshot.css", scale: "device", threshold: 0.05, maxDiffPixels: 40 },
  },
  snapshotPathTemplate: "{testDir}/visual/snapshots/{arg}{ext}",
  use: {
    baseURL,
    locale: "en-US",
    // Its screenshots, painted for every frame by the processor, take more of it than all the rest.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: { executablePath: process.env.E2E_BROWSER || undefined, args: browserArguments },
  },
  // `npm test` runs journeys, axe and server; `npm run test:all` and `npm run e2e` run all of them.
  projects: [
    { name: "journeys", testMatch: "journeys/*.spec.ts", use: desktop },
    { name: "axe", testMatch: "pages/axe.spec.ts", use: desktop },
    { name: "worlds", testMatch: "worlds/*.spec.ts", use: desktop },
    { name: "server", testMatch: "server/*.spec.ts", use: desktop },
    {
      name: "journeys-by-touch",
      testMatch: "journeys/*.spec.ts",
      use: { ...devices["Pixel 7"], inputMode: "touch" },
    },
    { name: "journeys-by-keyboard", testMatch: "journeys/*.spec.ts", use: { ...desktop, inputMode: "keyboard" } },
    { name: "features", testMatch: "features/*.spec.ts", use: desktop },
    { name: "pages", testMatch: ["pages/*.spec.ts"], testIgnore: "pages/axe*.spec.ts", use: desktop },
    { name: "axe-matrix", testMatch: "pages/axe-matrix.spec.ts", use: desktop },
    { name: "bundle", testMatch: "bundle/*.spec.ts", use: desktop },
    // Of a clone that is another's shop: scripts/shops.mjs.
    ...(process.env.SHOP_SPEC
      ? [{ name: "shop", testMatch: `shops/${process.env.SHOP_SPEC}.spec.ts`, use: desktop }]
      : []),
    { name: "visual", testMatch: "visual/*.spec.ts", use: desktop },
  ],
  webServer: process.env.E2E_ORIGIN
    ? undefined
    : {
        command: COMMAND.join(" "),
        url: `${baseURL}/api/csrf_token/`,
        timeout: 180_000,
        stdout: "ignore",
        stderr: "pipe",
        env: serverEnvironment(port, process.env.E2E_DATA ?? ".data/e2e"),
      },
});
