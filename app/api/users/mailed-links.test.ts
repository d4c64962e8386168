import { beforeAll, describe, expect, test } from "vitest";
import * as emailChange from "@/app/api/users/email-change/route";
import * as follow from "@/app/api/users/email-set-primary/[token]/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import * as resetPassword from "@/app/api/users/reset/[key]/route";
import type { CustomerRow } from "@/lib/customers/store";
import { type Answer, as, guest, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { keyIn, mailSentBy } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";

/* What holds for every link that is mailed, whatever it is for. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW = "tangerine bicycle";
const passwords = { new_password1: NEW, new_password2: NEW };

type Purpose = {
  purpose: string;
  /** Causes the mail, and returns the key in its link. */
  ask: (customer: CustomerRow) => Promise<string>;
  use: (key: string) => Promise<Answer>;
  /** What the answer is once the link is dead. */
  dead: { status: number; body: unknown };
  /** Whether a link that has done its work is answered as it was then. */
  isRepeatable: boolean;
  lifeInDays: number;
};

const PURPOSES: Purpose[] = [
  {
    purpose: "a new password",
    ask: async ({ email }) => {
      const mail = await mailSentBy(shop, String(email), () => guest().post(requestReset, { body: { email } }));
      return keyIn(mail, "/reset");
    },
    use: (key) => guest().post(resetPassword, { params: { key }, body: passwords }),
    dead: { status: 400, body: { non_field_errors: ["This link is not valid any more. Please ask for a new one."] } },
    isRepeatable: false,
    lifeInDays: 1 / 24,
  },
  {
    purpose: "a new address",
    ask: async (customer) => {
      const client = await as(shop, customer);
      const email = uniqueEmail();
      const body = { email, emailConfirm: email, password: TEST_PASSWORD };
      const mail = await mailSentBy(shop, email, () => client.post(emailChange, { body }));
      return keyIn(mail, "/confirm-email");
    },
    use: (token) => guest().get(follow, { params: { token } }),
    dead: { status: 404, body: { detail: "Not found.", code: "not_found" } },
    isRepeatable: true,
    lifeInDays: 1,
  },
];

describe.each(PURPOSES)("a link for $purpose", ({ ask, use, dead, isRepeatable, lifeInDays }) => {
  async function asked() {
    const customer = await createCustomer(shop);
    return { customer, key: await ask(customer) };
  }
  const statusOf = async (key: string) => (await use(key)).status;

  test("has a key that cannot be guessed, of which a hash is kept", async () => {
    const { customer, key } = await asked();
    expect(key).toMatch(/^([0-9a-z]+-)?[0-9a-f]{64}$/);
    const links = await shop.db.emailLink.findMany({ where: { customerId: customer.id } });
    expect(links).toHaveLength(1);
    expect(key).not.toContain(links[0]?.tokenHash);
  });

  test("works once, of four at the same time too: the others are told so, or that it is done", async () => {
    const { customer, key } = await asked();
    const statuses = await Promise.all([1, 2, 3, 4].map(() => statusOf(key)));
    expect(statuses.sort()).toEqual([200, ...Array(3).fill(isRepeatable ? 200 : dead.status)]);
    if (!isRepeatable) expect(statusAndBody(await use(key))).toEqual(dead);
    const kind = { in: ["email_changed", "password_changed"] as ("email_changed" | "password_changed")[] };
    expect(await shop.db.activity.count({ where: { customerId: customer.id, kind } })).toBe(1);
  });

  test("works for its time and not longer", async () => {
    const { key } = await asked();
    await daysLater(shop, lifeInDays * 1.01, async () => expect(statusAndBody(await use(key))).toEqual(dead));
    await daysLater(shop, lifeInDays * 0.99, async () => expect(await statusOf(key)).toBe(200));
  });

  test("is dead once another one was mailed", async () => {
    const { customer, key } = await asked();
    const second = await ask(customer);
    expect(statusAndBody(await use(key))).toEqual(dead);
    expect(await statusOf(second)).toBe(200);
  });

  test("dies with a changed password, and with the account", async () => {
    const { customer, key } = await asked();
    const body = { old_password: TEST_PASSWORD, ...passwords };
    expect((await (await as(shop, customer)).post(changePassword, { body })).status).toBe(200);
    expect(statusAndBody(await use(key))).toEqual(dead);
    const other = await asked();
    await shop.db.customer.update({ where: { id: other.customer.id }, data: { isActive: false } });
    expect(statusAndBody(await use(other.key))).toEqual(dead);
  });
});

test("a link is good for nothing but what it was mailed for, and the use of one ends the other", async () => {
  const [reset, change] = PURPOSES as [Purpose, Purpose];
  const customer = await createCustomer(shop);
  const keys = { reset: await reset.ask(customer), change: await change.ask(customer) };
  const uid = keys.reset.split("-")[0];
  expect(statusAndBody(await reset.use(`${uid}-${keys.change}`))).toEqual(reset.dead);
  expect(statusAndBody(await change.use(keys.reset.split("-")[1] ?? ""))).toEqual(change.dead);
  expect((await change.use(keys.change)).status).toBe(200);
  expect(statusAndBody(await reset.use(keys.reset))).toEqual(reset.dead);
});
