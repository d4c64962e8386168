import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import getPort from "get-port";
import { findMissing, startEmbeddedNginx } from "@/e2e/faults/fixtures/proxies";
import { withServer } from "@/e2e/fixtures/server";
import { expect, test } from "@/e2e/fixtures/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";

/* The account beside a storefront under one name, by the proxy's file that is shipped. */

test("a customer signs in from the storefront, sees their account, and is known to the storefront", async ({
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
  const port = await getPort();
  const shop = `http://localhost:${port}`;
  try {
    await withServer({ APP_URL: shop, TRUSTED_PROXIES: "1" }, async (origin) => {
      const ports = {
        port,
        store: Number(new URL(origin).port),
        storefront: (storefront.address() as AddressInfo).port,
      };
      const nginx = await startEmbeddedNginx(folder, ports);
      try {
        await page.goto(`${shop}/products/1`);
        await page.getByRole("link", { name: "Sign in" }).click();
        await expect(page).toHaveURL(`${shop}/login`);
        await page.getByLabel("Email address").fill("john.doe@example.com");
        await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await expect(page).toHaveURL(`${shop}/account`);
        await expect(page.getByRole("heading", { level: 1 })).toContainText("John");
        // Its styles have come through.
        await expect(page.locator("body")).toHaveCSS("margin", "0px");

        await page.goto(`${shop}/`);
        await expect(page.getByRole("heading", { name: "Storefront: /" })).toBeVisible();
        await page.locator("shop-account").getByRole("button", { name: "My account: John" }).click();
        await page.locator("shop-account").getByRole("link", { name: "Profile" }).click();
        await expect(page).toHaveURL(`${shop}/account/profile`);
        // The places of the documents, too.
        expect((await page.request.get(`${shop}/users/profile/`)).status()).toBe(200);
        expect(await (await page.request.get(`${shop}/segments`)).text()).toContain("Storefront: /segments");
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
