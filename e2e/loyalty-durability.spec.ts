import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";
import { runScript } from "@/lib/testing/run-script";
import { databaseIn, freePort, killShop, newFolder, signInAt, startShop } from "./own-server";

const SECRET = "shared by the shop and its programme, for this journey only";
/** What an interrupted membership may take after the restart. */
const RESUMED_WITHIN_MS = 60_000;

test("a shop killed after the programme made the account has one account and one card soon after the restart", async () => {
  test.setTimeout(180_000);
  const folder = newFolder();
  const programme = await startLoyaltyReferenceServer({ secret: SECRET });
  const port = await freePort();
  const shop = `http://localhost:${port}`;
  const settings = { LOYALTY_HTTP_SECRET: SECRET };
  await configure(folder, programme.url);
  let server = await startShop(port, folder, settings);
  try {
    // She has a proved number and no card.
    const headers = await signInAt(shop, { email: "mia.schneider@example.com", password: DEMO_PASSWORD });
    programme.plant({ fault: "slow", operation: "create", ms: 600_000 });
    const arrived = programme.arrival("create");
    const joining = fetch(`${shop}/loyalty-card/add_loyalty_card_otp/`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        first_name: "Mia",
        last_name: "Schneider",
        email: "mia.schneider@example.com",
        gender: "female",
        date_of_birth: "1987-03-22",
        phone: "+49 151 23456789",
      }),
    }).catch(() => null);
    await arrived;
    await killShop(server);
    expect(await joining).toBeNull();
    expect(programme.members()).toHaveLength(1);

    programme.heal();
    server = await startShop(port, folder, settings);
    const cardOf = async () => (await (await fetch(`${shop}/loyalty-card/loyalty_card/`, { headers })).json()).card;
    await expect.poll(cardOf, { timeout: RESUMED_WITHIN_MS }).not.toBeNull();
    const [account] = programme.members();
    expect(programme.members()).toHaveLength(1);
    expect(await cardOf()).toMatchObject({ attributes: { account_number: account?.account_number } });
  } finally {
    await killShop(server);
    await programme.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Makes the shop's database and points it at the programme, as its owner would before opening. */
async function configure(folder: string, baseUrl: string): Promise<void> {
  const database = { EMBEDDED_DATABASE_DIR: databaseIn(folder) };
  expect((await runScript("scripts/database/seed.ts", [], database)).code).toBe(0);
  const setting = { provider: "http", base_url: baseUrl, secret: { env: "LOYALTY_HTTP_SECRET" } };
  const words = ["set", "CUSTOMER_LOYALTY_CARD_SERVICE", JSON.stringify(setting)];
  expect((await runScript("scripts/settings.ts", words, database)).code).toBe(0);
}
