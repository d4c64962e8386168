import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as undo from "@/app/api/users/undo/[token]/route";
import { startSession } from "@/lib/auth/session-service";
import type { CustomerRow } from "@/lib/customers/store";
import { clientWith, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { countQueued, keyIn, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1";

async function signIn(
  { id: customerId, credentialsVersion }: CustomerRow,
  { deviceTokens = [] as string[], userAgent = PHONE, isBrowser = true } = {},
) {
  const context = { ip: "unknown", userAgent, deviceTokens, isBrowser };
  const kind = isBrowser ? "cookie" : "token";
  const session = await startSession(shop, { sessionTokens: [] }, { customerId, credentialsVersion, kind }, context);
  if (!session) throw new Error("no session");
  return session;
}

/** The mails that came or are on their way. */
async function countMails({ email }: CustomerRow): Promise<number> {
  return (await countQueued(shop, String(email))) + (await messagesTo(shop, String(email))).length;
}

test("a sign-in on a device that is new to the account is told by mail, once, with a link that ends it", async () => {
  const customer = await createCustomer(shop);
  const first = await signIn(customer);
  expect(await countMails(customer)).toBe(0);
  const second = await signIn(customer);
  const { body } = await mailTo(shop, String(customer.email), "New sign-in");
  expect(body).toContain("Safari on iPhone");
  for (const { deviceTokens } of [first, second]) await signIn(customer, { deviceTokens: deviceTokens ?? [] });
  expect(await countMails(customer)).toBe(1);
  const token = keyIn({ body }, "/undo");
  expect((await guest().post(undo, { params: { token } })).status).toBe(200);
  const cookie = `osessionid=${second.token}`;
  expect((await clientWith({ cookie }).get(currentUser)).status).toBe(401);
});

test("clients that keep no cookie are told apart by their name, which makes nobody a known device", async () => {
  const customer = await createCustomer(shop);
  await signIn(customer);
  for (let time = 0; time < 2; time++) await signIn(customer, { isBrowser: false, userAgent: "Shop/2.1" });
  const { body } = await mailTo(shop, String(customer.email), "New sign-in");
  expect(body).toContain("An unknown device");
  expect(await countMails(customer)).toBe(1);
});
