import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { findViolationsInAllLooks } from "@/e2e/fixtures/axe";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { withServer } from "@/e2e/fixtures/server";
import { emailOf } from "@/e2e/fixtures/shoppers";
import { expect, test } from "@/e2e/fixtures/test";
import { test as worldTest } from "@/e2e/fixtures/world-test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { getPalettes, getShop, parseShopConfig } from "@/lib/platform/shop/config";
import { createAuthority, hasOpenssl, PASS_TYPE_ID, TEAM_ID } from "@/lib/testing/certificates";
import { startIssuer, variablesOf } from "@/lib/testing/identity-issuer";
import { openPass } from "@/lib/testing/passes";
import { walletVariables } from "@/lib/testing/wallet-variables";
import { readGuide } from "@/scripts/guide.mjs";

/*
 * docs/your-shop.md, step by step: run by `npm run test:shops guide` in a clone with the files that it says. Commands, settings
 * and markup are read from it here.
 */

const guide = readGuide();
/** @param section a word of its title */
const blocksOf = (section: string) => guide.filter((block) => block.section.includes(section));
const settingsIn = (section: string): Record<string, string> => {
  const texts = blocksOf(section).flatMap(({ file, text }) => (file === ".env" ? text : []));
  return parseEnv(texts.join("")) as Record<string, string>;
};

test("the files have no type errors, which editors would show", () => {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"], { stdio: "pipe" });
});

test("2: the pages have the name, the colours and the two languages", async ({ page }) => {
  await page.goto("/login");
  await expect(page).toHaveTitle(/· Kiosk$/);
  const colors = getPalettes().light;
  expect(colors.primary).toBe("#5b21b6");
  await expect(page.getByRole("main").locator("button[type=submit]")).toHaveCSS("background-color", "rgb(91, 33, 182)");
  await page.getByRole("button", { name: "Language and appearance" }).click();
  await expect(page.getByRole("dialog").locator("input[name=locale]")).toHaveCount(2);
});

test("2: what is wrong is said in the words of the document", () => {
  const [, said] = blocksOf("Say who you are");
  const wrong = { ...getShop(), colors: { primary: "#ff3d7f", accent: "#22d3ee" } };
  const start = () => parseShopConfig({ ...wrong, logo: { light: "/brand/nothing.svg", width: 96 } }, ".");
  expect(start).toThrow(said?.text.trim().replace("logo.svg", "nothing.svg"));
});

test("3: the picture is in the header", async ({ page }) => {
  await page.goto("/login");
  const logo = page.getByRole("banner").locator("img");
  await expect(logo).toHaveAttribute("src", "/brand/logo.svg");
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(96);
});

for (const [language, tile, entry, text] of [
  ["en", "Opening hours", "Orders", "No orders yet"],
  ["de", "Öffnungszeiten", "Bestellungen", "Noch keine Bestellungen"],
] as const) {
  worldTest(
    `4: tile, entry of the navigation and page are there, and axe finds nothing, ${language}`,
    async ({ openPageAs }) => {
      const page = await openPageAs("member", language, { viewport: { width: 1280, height: 900 } });
      await page.goto("/account");
      await expect(page.getByRole("region", { name: tile })).toBeVisible();
      expect(await findViolationsInAllLooks(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.getByRole("navigation").getByRole("link", { name: entry }).click();
      await expect(page.getByRole("heading", { level: 1, name: entry })).toBeVisible();
      await expect(page.getByText(text)).toBeVisible();
      expect(await findViolationsInAllLooks(page)).toEqual([]);
    },
  );
}

test("5: the fields are asked where the file says, and held to its rules", async ({ page, readApi }) => {
  await page.goto("/register");
  await expect(page.getByLabel("About you (optional)")).toBeVisible();
  await expect(page.getByLabel("Shoe size")).toHaveCount(0);
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  await expect(page.getByText(/^Missing from your profile: .*Shoe size/)).toBeVisible();
  await page.goto("/account/profile");
  await page.getByLabel("Shoe size").fill("5");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByLabel("Shoe size")).toHaveAccessibleDescription(/Enter 15 or more/);
  await page.getByLabel("Shoe size").fill("42");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText(/^All changes saved/)).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ attributes: { shoe_size: 42 } });
});

test("6: with the four variables the sign-in page has the button, which leads there and back", async ({ page }) => {
  const issuer = await startIssuer();
  issuer.person = "anybody";
  const { OIDC_NAME = "", ...given } = settingsIn("Sign-in of your own");
  const { OIDC_NAME: _, ...own } = variablesOf(issuer);
  expect(Object.keys(given).sort()).toEqual(Object.keys(own).sort());
  try {
    await withServer({ ...own, OIDC_NAME }, async (origin) => {
      await page.goto(`${origin}/login`);
      await page.getByRole("button", { name: `Continue with ${OIDC_NAME}` }).click();
      await expect(page.getByText(`${OIDC_NAME} has told us who you are.`)).toBeVisible();
    });
  } finally {
    await issuer.kill();
  }
});

test("7: the storefront's page shows who is signed in", async ({ page }) => {
  const [html, env] = blocksOf("In your storefront");
  let markup = "";
  const storefront = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">${markup}`);
  });
  await new Promise<void>((resolve) => storefront.listen(0, "127.0.0.1", resolve));
  const shop = `http://localhost:${(storefront.address() as AddressInfo).port}`;
  try {
    const settings = parseEnv(env?.text.replaceAll("https://www.shop.example", shop) ?? "") as Record<string, string>;
    await withServer(settings, async (origin) => {
      markup = html?.text.replaceAll("https://account.shop.example", origin) ?? "";
      await page.goto(shop);
      await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", `${origin}/login`);
      const data = { email: emailOf("member", "en"), password: DEMO_PASSWORD };
      expect((await page.request.post(`${origin}/users/login/`, { data })).status()).toBe(200);
      await page.goto(shop);
      await expect(page.getByRole("button", { name: /^My account: / })).toBeVisible();
    });
  } finally {
    storefront.close();
    storefront.closeAllConnections();
  }
});

test("8: the commands make files with which cards come into both wallets", async ({ page }) => {
  test.skip(!hasOpenssl, "certificates are made by openssl");
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-guide-"));
  const authority = createAuthority("Test Apple");
  const run = (command: string) => execFileSync("sh", ["-ec", command], { cwd: folder, stdio: "pipe" });
  try {
    const commands = blocksOf("wallet").filter(({ file, language }) => language === "sh" && !file);
    expect(commands).toHaveLength(2);
    run(commands[0]?.text ?? "");
    // What Apple does with the request, whose subject it writes itself.
    writeFileSync(path.join(folder, "extensions"), "extendedKeyUsage=clientAuth,emailProtection\n");
    const subject = `/UID=${PASS_TYPE_ID}/CN=Pass Type ID: ${PASS_TYPE_ID}/OU=${TEAM_ID}/O=Kiosk/C=DE`;
    run(`openssl req -verify -noout -in secrets/pass.csr
      openssl req -new -key secrets/pass-key.pem -subj "${subject}" -out apple.csr
      openssl x509 -req -in apple.csr -CA ${authority.folder}/ca.pem -CAkey ${authority.folder}/ca.key -CAcreateserial \\
        -days 2 -extfile extensions -outform der -out pass.cer
      openssl x509 -in ${authority.folder}/ca.pem -outform der -out AppleWWDRCAG4.cer`);
    run(commands[1]?.text ?? "");
    writeFileSync(path.join(folder, "secrets/google-wallet.json"), walletVariables().GOOGLE_WALLET_KEY ?? "");
    const settings = Object.entries(settingsIn("wallet")).map(([name, value]) => {
      return [name, name.endsWith("_FILE") ? path.join(folder, value) : value];
    });
    await withServer(Object.fromEntries(settings), async (origin) => {
      const data = { email: emailOf("member", "en"), password: DEMO_PASSWORD };
      expect((await page.request.post(`${origin}/users/login/`, { data })).status()).toBe(200);
      await page.goto(`${origin}/account/loyalty`);
      await expect(page.getByRole("link", { name: "Add to Google Wallet" })).toBeVisible();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Add to Apple Wallet" }).click(),
      ]);
      const { pass } = openPass(readFileSync(await download.path()));
      expect(pass).toMatchObject({ organizationName: "Kiosk", passTypeIdentifier: PASS_TYPE_ID });
    });
  } finally {
    authority.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("9: the bundle has the shop in it", () => {
  test.setTimeout(600_000);
  const [command] = blocksOf("Your domain");
  execFileSync("sh", ["-ec", command?.text ?? ""], { stdio: "pipe" });
  expect(existsSync("dist/bundle/public/brand/logo.svg")).toBe(true);
  const built = readdirSync("dist/bundle/dist/server", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(path.join("dist/bundle/dist/server", file), "utf8"))
    .join("\n");
  expect(["Kiosk", "shoe_size"].filter((word) => !built.includes(word))).toEqual([]);
});
