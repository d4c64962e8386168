import { rmSync } from "node:fs";
import { expect, request, test } from "@playwright/test";
import getPort from "get-port";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { createDataFolder, databaseFolderIn, killServer, signInAt, startServer } from "@/e2e/fixtures/server";
import { openEmbeddedDatabase } from "@/lib/platform/database/embedded";
import { startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";

const SECRET = "shared by the shop and its programme, for this test only";
/** What an interrupted membership may take after the restart. */
const RESUMED_WITHIN_MS = 60_000;

test("joins cut off by a kill finish after the restart: one card for a customer, a closed account for a deleted one", async () => {
  const folder = createDataFolder();
  const programme = await startLoyaltyReferenceServer({ secret: SECRET });
  const port = await getPort();
  const origin = `http://localhost:${port}`;
  const loyalty = { provider: "http", base_url: programme.url, secret: { env: "LOYALTY_HTTP_SECRET" } };
  const settings = {
    LOYALTY_HTTP_SECRET: SECRET,
    E2E_SETTINGS: JSON.stringify({ CUSTOMER_LOYALTY_CARD_SERVICE: loyalty }),
  };
  let server = await startServer(port, folder, settings);
  try {
    programme.plant({ fault: "slow", operation: "create", ms: 600_000 });
    const [staying, leaving] = [await joinWithoutResponse(), await joinWithoutResponse()];
    await killServer(server);
    expect([await staying.joining, await leaving.joining]).toEqual([null, null]);
    expect(programme.members()).toMatchObject([{ is_active: true }, { is_active: true }]);

    programme.heal();
    await makeDeletionDue(folder, leaving.email);
    server = await startServer(port, folder, settings);
    const cardOf = async ({ headers }: typeof staying) =>
      (await (await fetch(`${origin}/loyalty-card/loyalty_card/`, { headers })).json()).card;
    await expect.poll(() => cardOf(staying), { timeout: RESUMED_WITHIN_MS }).not.toBeNull();
    await expect
      .poll(() => programme.members(), { timeout: RESUMED_WITHIN_MS })
      .toMatchObject([
        { email: staying.email, is_active: true },
        { email: leaving.email, is_active: false },
      ]);
    const [account] = programme.members();
    expect(await cardOf(staying)).toMatchObject({ attributes: { account_number: account?.account_number } });
    expect((await fetch(`${origin}/users/profile/`, { headers: leaving.headers })).status).toBe(401);
  } finally {
    await killServer(server);
    await programme.close();
    rmSync(folder, { recursive: true, force: true });
  }

  /** Registers somebody who asks to join; the programme has their account, and the shop never hears of it. */
  async function joinWithoutResponse() {
    const customer = newCustomer();
    const api = await request.newContext({ baseURL: origin });
    await registerByApi({ request: api }, customer);
    await api.dispose();
    const headers = await signInAt(origin, { email: customer.email, password: NEW_CUSTOMER_PASSWORD });
    const details = { first_name: "Mia", last_name: "Schneider", gender: "female", date_of_birth: "1987-03-22" };
    const arrived = programme.arrival("create");
    const joining = fetch(`${origin}/loyalty-card/add_loyalty_card_otp/`, {
      method: "POST",
      headers,
      body: JSON.stringify({ ...details, ...customer }),
    }).catch(() => null);
    await arrived;
    return { email: customer.email, headers, joining };
  }
});

/** As if the owner had asked for it, and the time to reconsider and an hour had passed while the shop was closed. */
async function makeDeletionDue(folder: string, email: string): Promise<void> {
  const { pglite, unlock } = await openEmbeddedDatabase(databaseFolderIn(folder));
  const past = "UPDATE customer SET deletion_due_at = now() - interval '1 minute' WHERE email_canonical = $1";
  await pglite.query(past, [email]);
  await pglite.query("UPDATE job SET run_at = now() WHERE kind = 'account.delete-due'");
  await pglite.close();
  await unlock();
}
