import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import getPort from "get-port";
import { databaseIn, killShop, newFolder, signInAt, startShop } from "@/e2e/own-server";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { openEmbeddedDatabase } from "@/lib/platform/database/embedded";
import { type ReferenceServer, startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";
import { runScript } from "@/lib/testing/run-script";

/** She has a proved number and no card. */
const MIA = "mia.schneider@example.com";
const SECRET = "shared by the shop and its programme, for this journey only";
/** What an interrupted membership may take after the restart. */
const RESUMED_WITHIN_MS = 60_000;

test("a shop killed after the programme made the account has one account and one card soon after the restart", async () => {
  test.setTimeout(180_000);
  await withKilledShop(async ({ programme, restart }) => {
    const { shop, headers } = await restart();
    const cardOf = async () => (await (await fetch(`${shop}/loyalty-card/loyalty_card/`, { headers })).json()).card;
    await expect.poll(cardOf, { timeout: RESUMED_WITHIN_MS }).not.toBeNull();
    const [account] = programme.members();
    expect(programme.members()).toHaveLength(1);
    expect(await cardOf()).toMatchObject({ attributes: { account_number: account?.account_number } });
  });
});

test("an account whose owner is deleted before she has her card is closed soon after the restart", async () => {
  test.setTimeout(180_000);
  await withKilledShop(async ({ programme, folder, restart }) => {
    await letDeletionBeDue(folder);
    expect(programme.members()).toMatchObject([{ is_active: true }]);
    const { shop, headers } = await restart();
    await expect.poll(() => programme.members(), { timeout: RESUMED_WITHIN_MS }).toMatchObject([{ is_active: false }]);
    expect((await fetch(`${shop}/users/profile/`, { headers })).status).toBe(401);
  });
});

type Killed = {
  programme: ReferenceServer;
  folder: string;
  /** Opens the shop again, at the same address. @returns it, and what its customer sends with every call */
  restart: () => Promise<{ shop: string; headers: Record<string, string> }>;
};

/** Kills a shop after the programme has made an account and before the shop has heard of it. */
async function withKilledShop(work: (killed: Killed) => Promise<void>): Promise<void> {
  const folder = newFolder();
  const programme = await startLoyaltyReferenceServer({ secret: SECRET });
  const port = await getPort();
  const shop = `http://localhost:${port}`;
  const settings = { LOYALTY_HTTP_SECRET: SECRET };
  await configure(folder, programme.url);
  let server = await startShop(port, folder, settings);
  try {
    const headers = await signInAt(shop, { email: MIA, password: DEMO_PASSWORD });
    programme.plant({ fault: "slow", operation: "create", ms: 600_000 });
    const arrived = programme.arrival("create");
    const joining = fetch(`${shop}/loyalty-card/add_loyalty_card_otp/`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        first_name: "Mia",
        last_name: "Schneider",
        email: MIA,
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
    const restart = async () => {
      server = await startShop(port, folder, settings);
      return { shop, headers };
    };
    await work({ programme, folder, restart });
  } finally {
    await killShop(server);
    await programme.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As if she had asked for it, and the time to think it over had gone by while the shop was closed. */
async function letDeletionBeDue(folder: string): Promise<void> {
  const { pglite, unlock } = await openEmbeddedDatabase(databaseIn(folder));
  await pglite.query("UPDATE customer SET deletion_due_at = now() - interval '1 minute' WHERE email_canonical = $1", [
    MIA,
  ]);
  await pglite.close();
  await unlock();
}

/** Makes the shop's database and points it at the programme, as its owner would before opening. */
async function configure(folder: string, baseUrl: string): Promise<void> {
  const database = { EMBEDDED_DATABASE_DIR: databaseIn(folder) };
  expect((await runScript("scripts/database/seed.ts", [], database)).code).toBe(0);
  const setting = { provider: "http", base_url: baseUrl, secret: { env: "LOYALTY_HTTP_SECRET" } };
  const words = ["settings", "set", "CUSTOMER_LOYALTY_CARD_SERVICE", JSON.stringify(setting)];
  expect((await runScript("scripts/admin.ts", words, database)).code).toBe(0);
}
