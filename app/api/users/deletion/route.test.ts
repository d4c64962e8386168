import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import { DAY_MS } from "@/lib/platform/dates";
import { as, type Client, clientWith, cookieOf, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { codesTo, mailSentBy, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as deletion from "./route";

/* The challenge stands in lib/verification; that it is led here, in app/api/verification; what is deleted, in lib/privacy. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const BY_PASSWORD = { password: TEST_PASSWORD };

async function someone(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  return { customer, client: await as(shop, customer), ask: (body: object) => askBy(customer, body) };
}

const askBy = async (customer: { id: number }, body: object) => (await as(shop, customer)).post(deletion, { body });

const dueTimeOf = async ({ id }: { id: number }) =>
  (await shop.db.customer.findUniqueOrThrow({ where: { id }, select: { deletionDueAt: true } })).deletionDueAt;

const isSignedIn = async (client: Client) => (await client.get(currentUser)).status === 200;

const activitiesOf = async ({ id: customerId }: { id: number }) => {
  const rows = await shop.db.activity.findMany({ where: { customerId }, orderBy: { id: "asc" } });
  return rows.flatMap(({ kind }) => (kind === "signed_in" ? [] : [kind]));
};

describe("POST 200", () => {
  test("by the password: due after the time to think it over; cookie, sessions, tokens and mailed links are dead", async () => {
    const { customer, client } = await someone();
    const others = [client, await as(shop, customer), await withToken(shop, customer)];
    const { id: customerId } = customer;
    const expiresAt = new Date(Date.now() + DAY_MS);
    await shop.db.emailLink.create({
      data: { purpose: "password_reset", customerId, tokenHash: `deletion test ${customerId}`, expiresAt },
    });
    const before = Date.now();
    const answer = await client.post(deletion, { body: BY_PASSWORD });
    const due = Date.parse(answer.body.deletion_due_at);
    const waits = shop.env.DELETION_COOLING_OFF_DAYS * DAY_MS;
    expect(answer.status).toBe(200);
    expect(due).toBeGreaterThanOrEqual(before + waits);
    expect(due).toBeLessThanOrEqual(Date.now() + waits);
    expect(await dueTimeOf(customer)).toEqual(new Date(due));
    expect(cookieOf(answer)).toMatchObject({ name: "osessionid", value: "" });
    expect(cookieOf(answer).attributes).toContain("max-age=0");
    for (const one of others) expect(await isSignedIn(one)).toBe(false);
    expect(await shop.db.emailLink.count({ where: { customerId } })).toBe(0);
  });

  test("by API token, with a mail in the customer's language that tells the day and the way back", async () => {
    const { customer } = await someone({ languageCode: "de-de" });
    let due = "";
    const mail = await mailSentBy(shop, String(customer.email), async () => {
      const { body } = await (await withToken(shop, customer)).post(deletion, { body: BY_PASSWORD });
      due = body.deletion_due_at;
    });
    expect(mail.subject).toContain("Konto");
    expect(mail.body).toContain(
      new Intl.DateTimeFormat("de", { dateStyle: "long", timeZone: "UTC" }).format(new Date(due)),
    );
    expect(mail.body).toContain(`${shop.env.APP_URL}/login`);
  });

  test("by a code to the own verified number, and nothing before it", async () => {
    const { customer, client } = await someone({ phoneVerifiedAt: new Date() });
    const other = await as(shop, customer);
    const asked = await client.post(deletion, { body: {} });
    expect([asked.status, Object.keys(asked.body), await dueTimeOf(customer)]).toEqual([202, ["verification"], null]);
    expect(await isSignedIn(client)).toBe(true);
    const answer = await client.post(deletion, { body: { code: await newestCode(shop, String(customer.phone)) } });
    expect(await dueTimeOf(customer)).toEqual(new Date(answer.body.deletion_due_at));
    expect(cookieOf(answer)).toMatchObject({ name: "osessionid", value: "" });
    for (const one of [client, other]) expect(await isSignedIn(one)).toBe(false);
    expect(await activitiesOf(customer)).toEqual(["deletion_asked"]);
  });
});

test.each([
  ["wrong", { password: "not mine" }, "Incorrect password."],
  ["missing, with no verified number", {}, "Enter your password to confirm."],
  ["empty", { password: "" }, "This field may not be blank."],
])("POST 400 when the password is %s: nothing has changed", async (_case, body, text) => {
  const { customer, client } = await someone();
  expect(statusAndBody(await client.post(deletion, { body }))).toEqual({ status: 400, body: { password: [text] } });
  expect([await dueTimeOf(customer), await isSignedIn(client)]).toEqual([null, true]);
  expect(await codesTo(shop, String(customer.phone))).toEqual([]);
});

describe("thinking better of it", () => {
  const withdrawn = { status: 200, body: { deletion_due_at: null } };

  test("signing in works until then, everything is as it was, and DELETE withdraws; the owner reads of both", async () => {
    const { customer, ask } = await someone();
    const due = (await ask(BY_PASSWORD)).body;
    const again = await clientWith({}).post(login, { body: { email: customer.email, password: TEST_PASSWORD } });
    expect(again.status).toBe(200);
    const client = await as(shop, customer);
    expect((await client.get(deletion)).body).toEqual(due);
    expect((await client.get(profile)).body).toMatchObject({ id: customer.id, email: customer.email });
    expect(statusAndBody(await client.delete(deletion))).toEqual(withdrawn);
    expect(statusAndBody(await client.get(deletion))).toEqual(withdrawn);
    expect([await dueTimeOf(customer), await isSignedIn(client)]).toEqual([null, true]);
    expect(await activitiesOf(customer)).toEqual(["deletion_asked", "deletion_withdrawn"]);
  });

  test("DELETE is 200 and nothing else where nothing is due; another customer's deletion stays", async () => {
    const other = await someone();
    const due = (await other.ask(BY_PASSWORD)).body.deletion_due_at;
    const { customer, client } = await someone();
    for (let time = 0; time < 2; time++) expect(statusAndBody(await client.delete(deletion))).toEqual(withdrawn);
    expect(await activitiesOf(customer)).toEqual([]);
    expect(await dueTimeOf(other.customer)).toEqual(new Date(due));
  });
});
