import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import * as goOn from "@/app/api/verification/[purpose]/route";
import { passTime, WRONG_CODE } from "@/lib/testing/challenges";
import { as, type Client, clientWith, cookieOf, guest, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { codesTo, mailTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as deletion from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const DAY_MS = 86_400_000;
const PROVED = { phoneVerifiedAt: new Date("2026-01-01T00:00:00Z") };
const PURPOSE = { params: { purpose: "account_deletion" } };

async function dueTimeOf(id: number): Promise<Date | null> {
  const row = await shop.db.customer.findUniqueOrThrow({ where: { id }, select: { deletionDueAt: true } });
  return row.deletionDueAt;
}

const activitiesOf = (customerId: number) =>
  shop.db.activity.findMany({
    where: { customerId, kind: { not: "signed_in" } },
    orderBy: { id: "asc" },
    select: { kind: true },
  });

/** Signs in anew, as somebody who thinks better of it. */
async function signInAgain(email: string | null): Promise<number> {
  return (await clientWith({}).post(login, { body: { email, password: TEST_PASSWORD } })).status;
}

async function isSignedIn(client: Client): Promise<boolean> {
  return (await client.get(currentUser)).status === 200;
}

describe("by the password", () => {
  test("200: due after the time to think it over, and the cookie goes", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const before = Date.now();
    const answer = await client.post(deletion, { body: { password: TEST_PASSWORD } });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(["deletion_due_at"]);
    const due = Date.parse(answer.body.deletion_due_at);
    const days = shop.env.DELETION_COOLING_OFF_DAYS;
    expect(due).toBeGreaterThanOrEqual(before + days * DAY_MS);
    expect(due).toBeLessThanOrEqual(Date.now() + days * DAY_MS);
    expect(await dueTimeOf(customer.id)).toEqual(new Date(due));
    expect(cookieOf(answer)).toMatchObject({ name: "osessionid", value: "" });
    expect(cookieOf(answer).attributes).toContain("max-age=0");
  });

  test("200: every session, token and mailed link is dead at once", async () => {
    const customer = await createCustomer(shop);
    const others = [await as(shop, customer), await withToken(shop, customer)];
    await shop.db.emailLink.create({
      data: {
        purpose: "password_reset",
        customerId: customer.id,
        tokenHash: `deletion test ${customer.id}`,
        expiresAt: new Date(Date.now() + DAY_MS),
      },
    });
    const client = await as(shop, customer);
    await client.post(deletion, { body: { password: TEST_PASSWORD } });
    for (const one of [client, ...others]) expect(await isSignedIn(one)).toBe(false);
    expect(await shop.db.emailLink.count({ where: { customerId: customer.id } })).toBe(0);
  });

  test("200: the mailbox learns of it in the customer's language, with the day and the way back", async () => {
    const customer = await createCustomer(shop, { languageCode: "de-de" });
    const { body } = await (await as(shop, customer)).post(deletion, { body: { password: TEST_PASSWORD } });
    const mail = await mailTo(shop, String(customer.email), "Konto");
    const day = new Intl.DateTimeFormat("de", { dateStyle: "long", timeZone: "UTC" }).format(
      new Date(body.deletion_due_at),
    );
    expect(mail.body).toContain(day);
    expect(mail.body).toContain(`${shop.env.APP_URL}/login`);
  });

  test("200 by API token, which is dead then too", async () => {
    const customer = await createCustomer(shop);
    const client = await withToken(shop, customer);
    expect((await client.post(deletion, { body: { password: TEST_PASSWORD } })).status).toBe(200);
    expect(await isSignedIn(client)).toBe(false);
  });

  test.each([
    ["wrong", { password: "not mine" }, ["The password is not right."]],
    ["missing, with no number that was proved", {}, ["Enter your password to confirm."]],
    ["empty", { password: "" }, ["This field may not be blank."]],
    ["no text", { password: 1 }, ["Not a valid string."]],
  ])("400 when it is %s: nothing has changed", async (_case, body, texts) => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const answer = await client.post(deletion, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { password: texts } });
    expect(await dueTimeOf(customer.id)).toBeNull();
    expect(await isSignedIn(client)).toBe(true);
    expect(await codesTo(shop, String(customer.phone))).toEqual([]);
  });

  test("429 after ten wrong ones, also for the right one", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    for (let n = 0; n < 10; n++) await client.post(deletion, { body: { password: `wrong ${n}` } });
    expect((await client.post(deletion, { body: { password: TEST_PASSWORD } })).status).toBe(429);
    expect(await dueTimeOf(customer.id)).toBeNull();
  });
});

describe("by a code to the customer's own proved number", () => {
  test("202 with where the dialogue stands; nothing happens before the code", async () => {
    const customer = await createCustomer(shop, PROVED);
    const client = await as(shop, customer);
    const { status, body } = await client.post(deletion, { body: {} });
    expect(status).toBe(202);
    expect(body).toEqual({
      verification: {
        purpose: "account_deletion",
        phone_masked: expect.stringContaining(String(customer.phone).slice(-2)),
        expires_at: expect.any(String),
        resend_at: expect.any(String),
        attempts_left: 5,
      },
    });
    expect(await codesTo(shop, String(customer.phone))).toHaveLength(1);
    expect(await dueTimeOf(customer.id)).toBeNull();
    expect(await isSignedIn(client)).toBe(true);
  });

  test.each([
    ["its own endpoint", (client: Client, code: string) => client.post(deletion, { body: { code } })],
    ["the page of codes", (client: Client, code: string) => client.post(goOn, { ...PURPOSE, body: { code } })],
  ])("200 by the code at %s: due, signed out everywhere", async (_where, answerAt) => {
    const customer = await createCustomer(shop, PROVED);
    const [client, other] = [await as(shop, customer), await as(shop, customer)];
    await client.post(deletion, { body: {} });
    const answer = await answerAt(client, await newestCode(shop, String(customer.phone)));
    expect(answer.status).toBe(200);
    expect(await dueTimeOf(customer.id)).toEqual(new Date(answer.body.deletion_due_at));
    expect(cookieOf(answer)).toMatchObject({ name: "osessionid", value: "" });
    for (const one of [client, other]) expect(await isSignedIn(one)).toBe(false);
  });

  test("406 for a wrong code: nothing has changed", async () => {
    const customer = await createCustomer(shop, PROVED);
    const client = await as(shop, customer);
    await client.post(deletion, { body: {} });
    const { status, body } = await client.post(deletion, { body: { code: WRONG_CODE } });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "sms_verification_100_2" });
    expect(await dueTimeOf(customer.id)).toBeNull();
    expect(await isSignedIn(client)).toBe(true);
  });

  test("406 for a code that was asked for to change the phone", async () => {
    const customer = await createCustomer(shop, PROVED);
    const client = await as(shop, customer);
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    const { status } = await client.post(deletion, { body: { code: await newestCode(shop, phone) } });
    expect(status).toBe(406);
    expect(await dueTimeOf(customer.id)).toBeNull();
  });

  test("a new code can be asked for, at both places; the one before is worth nothing then", async () => {
    const customer = await createCustomer(shop, PROVED);
    const client = await as(shop, customer);
    await client.post(deletion, { body: {} });
    const first = await newestCode(shop, String(customer.phone));
    await passTime(shop, 200);
    expect((await client.post(goOn, { ...PURPOSE, body: { resend: true } })).status).toBe(200);
    expect((await client.post(deletion, { body: { code: first } })).status).toBe(406);
    const second = await newestCode(shop, String(customer.phone));
    expect((await client.post(deletion, { body: { code: second } })).status).toBe(200);
  });

  test("of four at the same time with the right code one asks: one line for the owner", async () => {
    const customer = await createCustomer(shop, PROVED);
    const client = await as(shop, customer);
    await client.post(deletion, { body: {} });
    const code = await newestCode(shop, String(customer.phone));
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.post(deletion, { body: { code } })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const asked = (await activitiesOf(customer.id)).filter(({ kind }) => kind === "deletion_asked");
    expect(asked).toHaveLength(1);
  });
});

describe("thinking better of it", () => {
  async function dueCustomer() {
    const customer = await createCustomer(shop);
    const { body } = await (await as(shop, customer)).post(deletion, { body: { password: TEST_PASSWORD } });
    return { customer, dueAt: body.deletion_due_at as string };
  }

  test("signing in works until then, and everything is as it was", async () => {
    const { customer, dueAt } = await dueCustomer();
    expect(await signInAgain(customer.email)).toBe(200);
    const client = await as(shop, customer);
    expect((await client.get(deletion)).body).toEqual({ deletion_due_at: dueAt });
    expect((await client.get(profile)).body).toMatchObject({ id: customer.id, email: customer.email });
  });

  test("200: withdrawn; nothing is due, and the owner reads of both", async () => {
    const { customer } = await dueCustomer();
    const client = await as(shop, customer);
    const { status, body } = await client.delete(deletion);
    expect({ status, body }).toEqual({ status: 200, body: { deletion_due_at: null } });
    expect(await dueTimeOf(customer.id)).toBeNull();
    expect((await client.get(deletion)).body).toEqual({ deletion_due_at: null });
    expect(await isSignedIn(client)).toBe(true);
    const kinds = (await activitiesOf(customer.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(["deletion_asked", "deletion_withdrawn"]);
  });

  test("200 and nothing else where nothing is due, however often", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    for (const _time of [1, 2]) expect((await client.delete(deletion)).body).toEqual({ deletion_due_at: null });
    expect(await activitiesOf(customer.id)).toEqual([]);
  });

  test("another customer's deletion stays", async () => {
    const { customer, dueAt } = await dueCustomer();
    await (await as(shop, await createCustomer(shop))).delete(deletion);
    expect(await dueTimeOf(customer.id)).toEqual(new Date(dueAt));
  });
});

test("401 for a guest, whatever he wants", async () => {
  for (const method of ["get", "post", "delete"] as const) {
    expect((await guest()[method](deletion, method === "get" ? {} : { body: {} })).status).toBe(401);
  }
});
