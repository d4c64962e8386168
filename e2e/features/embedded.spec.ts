import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import getPort from "get-port";
import { startProgram, untilListening } from "@/e2e/faults/fixtures/programs";
import { findMissing, startEmbeddedNginx } from "@/e2e/faults/fixtures/proxies";
import { withServer } from "@/e2e/fixtures/server";
import { expect, test } from "@/e2e/fixtures/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";

/* The account beside a storefront under one name, by the files that are shipped. */

const NEXT = "node_modules/next/dist/bin/next";
const STOREFRONT = "examples/storefront";

test("behind nginx, a customer signs in from the storefront, sees their account, and is known to the storefront", async ({
  page,
}) => {
  const missing = findMissing("nginx");
  test.skip(missing !== null, missing ?? "");
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-nginx-"));
  const storefront = createServer(({ url = "" }, response) => {
    const isPage = !/\.\w+$/.test(url);
    response.writeHead(isPage ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" });
    response.end(
      `<!doctype html><html lang="en"><title>Kiosk</title><script src="/shop-account.js" defer></script>
        <link rel="icon" href="data:,"><h1>Storefront: ${url}</h1><shop-account></shop-account></html>`,
    );
  });
  await new Promise<void>((resolve) => storefront.listen(0, "127.0.0.1", resolve));
  try {
    await withAccount(async (shop, ports) => {
      const nginx = await startEmbeddedNginx(folder, {
        ...ports,
        storefront: (storefront.address() as AddressInfo).port,
      });
      try {
        await visitShop(page, shop);
      } finally {
        await nginx.end("SIGKILL");
      }
    });
  } finally {
    storefront.close();
    storefront.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("behind the rewrites of a storefront of Next's, the same", async ({ page }) => {
  await withAccount(async (shop, { port, store }) => {
    const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
    const address = { ...env, ACCOUNT_URL: `http://127.0.0.1:${store}` };
    execFileSync(process.execPath, [NEXT, "build", STOREFRONT], { env: address, stdio: "pipe" });
    const place = ["--hostname", "127.0.0.1", "--port", String(port)];
    const storefront = startProgram(process.execPath, [NEXT, "start", STOREFRONT, ...place]);
    try {
      await untilListening(port, storefront);
      await visitShop(page, shop);
      // Each finds its own files below /_next/.
      const scripts = async (path: string) =>
        [...(await (await page.request.get(`${shop}${path}`)).text()).matchAll(/<script src="([^"]+\.js)"/g)].map(
          ([, address = ""]) => address,
        );
      const [own, accounts] = [await scripts("/"), await scripts("/login")];
      expect([own.length > 0, accounts.some((address) => !own.includes(address))]).toEqual([true, true]);
      for (const address of [...own, ...accounts, "/icon-192.png", "/manifest.webmanifest"]) {
        expect([address, (await page.request.get(`${shop}${address}`)).status()]).toEqual([address, 200]);
      }
    } finally {
      await storefront.end("SIGKILL");
    }
  });
});

type Ports = Record<"port" | "store", number>;

/** An account at the name and port that a proxy is to have. */
async function withAccount(work: (shop: string, ports: Ports) => Promise<void>): Promise<void> {
  const port = await getPort();
  const shop = `http://localhost:${port}`;
  await withServer({ APP_URL: shop, TRUSTED_PROXIES: "1" }, (origin) =>
    work(shop, { port, store: Number(new URL(origin).port) }),
  );
}

async function visitShop(page: Page, shop: string): Promise<void> {
  await page.goto(`${shop}/products/1`);
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${shop}/login`);
  await page.getByLabel("Email address").fill("john.doe@example.com");
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${shop}/account`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("John");
  // Its styles have come through, and its scripts, which go on to another page without loading it.
  await expect(page.locator("body")).toHaveCSS("margin", "0px");
  await page.evaluate(() => Object.assign(window, { isStillHere: true }));
  await page.getByRole("navigation").getByRole("link", { name: "Security" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Security" })).toBeVisible();
  expect(await page.evaluate(() => "isStillHere" in window)).toBe(true);

  await page.goto(`${shop}/`);
  await expect(page).toHaveTitle("Kiosk");
  await page.locator("shop-account").getByRole("button", { name: "My account: John" }).click();
  await page.locator("shop-account").getByRole("link", { name: "Profile" }).click();
  await expect(page).toHaveURL(`${shop}/account/profile`);
  await page.getByLabel("First name").fill("Johnny");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(/^All changes saved/)).toBeVisible();
  // The places of the documents, too, and what only sounds like them is the storefront's.
  const profile = await page.request.get(`${shop}/users/profile/`);
  expect(await profile.json()).toMatchObject({ first_name: "Johnny" });
  expect(await (await page.request.get(`${shop}/segments`)).text()).toContain("<shop-account");
  // Nothing that it still asks for is cut off when its servers end.
  await page.goto("about:blank");
}
