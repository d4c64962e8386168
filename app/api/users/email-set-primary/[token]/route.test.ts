import { beforeAll, expect, test } from "vitest";
import * as emailChange from "@/app/api/users/email-change/route";
import { as, guest } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { mailSentBy } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as setPrimary from "./route";

/* How the link is answered to a browser; what it does is proved in ../../email-change and ../../mailed-links.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const headers = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

async function asked() {
  const customer = await createCustomer(shop);
  const email = uniqueEmail();
  const body = { email, emailConfirm: email, password: TEST_PASSWORD };
  const client = await as(shop, customer);
  const mail = await mailSentBy(shop, email, () => client.post(emailChange, { body }));
  const token = /email-set-primary\/(\w+)\//.exec(mail.body)?.[1] ?? "";
  const emailNow = async () => (await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } })).email;
  return { customer, email, token, emailNow };
}

async function followInBrowser(token: string) {
  const { status, headers: said, body } = await guest().get(setPrimary, { params: { token }, headers });
  return [status, said.get("location"), body];
}

const landed = (outcome: string) => [303, `/account/profile?email=${outcome}`, ""];

test("303: a browser lands on the profile, which says that the address is changed, or that the link is used up", async () => {
  const { email, token, emailNow } = await asked();
  expect(await followInBrowser(token)).toEqual(landed("changed"));
  expect(await emailNow()).toBe(email);
  for (const dead of [token, "0".repeat(64), "no token"])
    expect(await followInBrowser(dead)).toEqual(landed("expired"));
});

test("303: a browser whose address somebody else took meanwhile lands on the profile, and the old address stays", async () => {
  const { customer, email, token, emailNow } = await asked();
  await createCustomer(shop, { email });
  expect(await followInBrowser(token)).toEqual(landed("taken"));
  expect(await emailNow()).toBe(customer.email);
});

test("200: HEAD looks only, and the link still works afterwards", async () => {
  const { customer, email, token, emailNow } = await asked();
  for (const accept of [headers.accept, "*/*"]) {
    expect((await guest().head(setPrimary, { params: { token }, headers: { accept } })).status).toBe(200);
  }
  expect(await emailNow()).toBe(customer.email);
  expect((await guest().get(setPrimary, { params: { token } })).body).toEqual({ message: "success" });
  expect(await emailNow()).toBe(email);
});
