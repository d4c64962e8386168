import { beforeAll, describe, expect, test } from "vitest";
import * as emailChange from "@/app/api/users/email-change/route";
import { type Answer, as, guest } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { messagesTo } from "@/lib/testing/mailbox";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import * as setPrimary from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

let made = 0;
const newAddress = () => `new.${++made}.${Date.now()}@example.com`;

/** A customer, the address he wants, and the token of the link that was mailed to it. */
async function askedForChange() {
  const customer = await createCustomer(shop);
  const email = newAddress();
  const body = { email, emailConfirm: email, password: TEST_PASSWORD };
  expect((await (await as(shop, customer)).post(emailChange, { body })).status).toBe(200);
  return { customer, email, token: await tokenMailedTo(email) };
}

/** Delivery does not wait for the answer. */
async function tokenMailedTo(email: string): Promise<string> {
  const find = async () => /email-set-primary\/(\w+)\//.exec((await messagesTo(shop, email))[0]?.body ?? "")?.[1];
  await expect.poll(find).toBeTruthy();
  return (await find()) ?? "";
}

const emailOf = async ({ id }: { id: number }) =>
  (await shop.db.customer.findUniqueOrThrow({ where: { id }, select: { email: true } })).email;

/** Follows a link as a mail program's browser does, or as a client of the API. */
function follow(token: string, accept: "browser" | "client"): Promise<Answer> {
  const headers = {
    accept: accept === "browser" ? "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" : "*/*",
  };
  return guest().get(setPrimary, { params: { token }, headers });
}

describe("200", () => {
  test("a client that follows the link makes the address primary, signed in or not", async () => {
    const { customer, email, token } = await askedForChange();
    expect(await follow(token, "client")).toMatchObject({ status: 200, body: { message: "success" } });
    expect(await emailOf(customer)).toBe(email);
  });

  test("HEAD looks only: the link still works afterwards", async () => {
    const { customer, email, token } = await askedForChange();
    const headers = { accept: "text/html" };
    expect((await guest().head(setPrimary, { params: { token }, headers })).status).toBe(200);
    expect(await emailOf(customer)).toBe(customer.email);
    expect((await follow(token, "client")).status).toBe(200);
    expect(await emailOf(customer)).toBe(email);
  });
});

describe("303", () => {
  test("a browser that follows the link lands on the profile, which says that the address is changed", async () => {
    const { customer, email, token } = await askedForChange();
    const { status, headers, body } = await follow(token, "browser");
    expect([status, headers.get("location"), body]).toEqual([303, "/account/profile?email=changed", ""]);
    expect(await emailOf(customer)).toBe(email);
  });

  test("a browser with a used, replaced, old or unknown link lands on the profile, which says so", async () => {
    const used = await askedForChange();
    await follow(used.token, "browser");
    const old = await askedForChange();
    for (const token of [used.token, "0".repeat(64), "no token"]) {
      const { status, headers } = await follow(token, "browser");
      expect([status, headers.get("location")]).toEqual([303, "/account/profile?email=expired"]);
    }
    await daysLater(shop, 2, async () => {
      const { status, headers } = await follow(old.token, "browser");
      expect([status, headers.get("location")]).toEqual([303, "/account/profile?email=expired"]);
    });
    expect(await emailOf(old.customer)).toBe(old.customer.email);
  });

  test("a browser whose address somebody else took meanwhile lands on the profile, and the old address stays", async () => {
    const { customer, email, token } = await askedForChange();
    await createCustomer(shop, { email });
    const { status, headers } = await follow(token, "browser");
    expect([status, headers.get("location")]).toEqual([303, "/account/profile?email=taken"]);
    expect(await emailOf(customer)).toBe(customer.email);
  });
});

describe("400", () => {
  test("a client learns of a taken address in JSON", async () => {
    const { email, token } = await askedForChange();
    await createCustomer(shop, { email });
    const { status, body } = await follow(token, "client");
    expect([status, body]).toEqual([400, { email: ["This email address is already in use."] }]);
  });
});

describe("404", () => {
  test("a client learns of a dead link in JSON, and that a link works once", async () => {
    const { token } = await askedForChange();
    await follow(token, "client");
    for (const dead of [token, "0".repeat(64)]) {
      expect(await follow(dead, "client")).toMatchObject({ status: 404, body: { detail: "Not found." } });
    }
  });
});
