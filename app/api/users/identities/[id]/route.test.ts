import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as exported from "@/app/api/users/export/[key]/route";
import * as exporting from "@/app/api/users/export/route";
import * as identities from "@/app/api/users/identities/route";
import * as undo from "@/app/api/users/undo/[token]/route";
import { as, guest, statusAndBody } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { enter, servingIssuer, signInByIdentity } from "@/lib/testing/identities";
import { type Issuer, startIssuer } from "@/lib/testing/identity-issuer";
import { eventually, keyIn, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as identity from "./route";

let shop: Shop;
let issuer: Issuer;
beforeAll(async () => {
  shop = await openShop();
  issuer = await startIssuer();
});
afterAll(() => issuer.kill());

const serving = <T>(work: () => Promise<T>) => servingIssuer(shop, issuer, work);
const placeOf = async () => (await signInByIdentity(issuer)).headers.get("location");
const LINKED = { id: expect.any(Number), name: "Shop ID", linked_at: expect.any(String), is_allowed: true };
const REMOVED_PLACE = "/login?identity=removed&next=%2Faccount";

/** Somebody who has signed in there, and here. */
async function someoneLinked() {
  const customer = await createCustomer(shop);
  enter(issuer, String(customer.email));
  await signInByIdentity(issuer);
  const client = await as(shop, customer);
  const [{ id }] = (await client.get(identities)).body.identities;
  const allow = (isAllowed: boolean) =>
    client.patch(identity, { params: { id: String(id) }, body: { is_allowed: isAllowed } });
  return { customer, client, id, allow };
}

test("GET 200 lists them, by the name of the shop's present issuer or by the host of a former one; so does the export", async () => {
  await serving(async () => {
    const { customer, client } = await someoneLinked();
    const data = { customerId: customer.id, issuer: "https://old.example/realm", subject: "1" };
    await shop.db.externalIdentity.create({ data });
    const list = [
      { ...LINKED, name: "old.example", issuer: "https://old.example/realm" },
      { ...LINKED, issuer: `${issuer.url}/` },
    ];
    expect((await client.get(identities)).body).toEqual({ identities: list });
    const { url } = (await client.post(exporting, { body: {} })).body;
    const key = /export\/([^/]+)\//.exec(url)?.[1] ?? "";
    expect((await client.get(exported, { params: { key } })).body.identities).toEqual(list);
  });
});

describe("PATCH 200", () => {
  test("has it sign nobody in any more, whatever it proves, until it is allowed again; both are told by mail", async () => {
    await serving(async () => {
      const { customer, id, allow } = await someoneLinked();
      const told = async (subject: string) =>
        (await messagesTo(shop, String(customer.email))).filter(({ body }) => body.startsWith(subject)).length;
      await allow(false);
      const { body } = await mailTo(shop, String(customer.email), "A way to sign in was removed");
      expect(body).toMatch(/“Shop ID”[\s\S]*\/undo\?key=\w+/);
      expect(await placeOf()).toBe(REMOVED_PLACE);
      expect(statusAndBody(await allow(false))).toMatchObject({ status: 200, body: { id, is_allowed: false } });
      await allow(true);
      await eventually(async () => expect(await told("A new way to sign in")).toBe(2));
      expect(await told("A way to sign in was removed")).toBe(1);
      expect(await placeOf()).toBe("/account");
      const kinds = ["identity_linked", "identity_removed"] as const;
      const lines = await shop.db.activity.findMany({ where: { customerId: customer.id, kind: { in: [...kinds] } } });
      expect(lines.map(({ kind, detail }) => [kind, detail])).toEqual([
        ["identity_linked", "Shop ID"],
        ["identity_removed", "Shop ID"],
        ["identity_linked", "Shop ID"],
      ]);
    });
  });
});

test("PATCH 409 for the last way in, not by two at once either", async () => {
  await serving(async () => {
    const { customer, client, id, allow } = await someoneLinked();
    const nothing = { passwordHash: null, phoneVerifiedAt: null, verifiedEmail: null };
    await shop.db.customer.update({ where: { id: customer.id }, data: nothing });
    expect(statusAndBody(await allow(false))).toEqual({
      status: 409,
      body: {
        detail: "This is your only way to sign in. Set a password, or verify your phone number or email address first.",
        code: "identity_last_way_in",
      },
    });
    const second = { customerId: customer.id, issuer: `${issuer.url}/`, subject: "2" };
    const { id: other } = await shop.db.externalIdentity.create({ data: second });
    const answers = await Promise.all(
      [id, other].map((one) => client.patch(identity, { params: { id: String(one) }, body: { is_allowed: false } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

test("the link in the notice of a new one ends access by it for good", async () => {
  await serving(async () => {
    const { customer, id } = await someoneLinked();
    const token = keyIn(await mailTo(shop, String(customer.email), "A new way to sign in"), "/undo");
    expect((await guest().post(undo, { params: { token } })).status).toBe(200);
    expect(await placeOf()).toBe(REMOVED_PLACE);
    const row = await shop.db.externalIdentity.findUniqueOrThrow({ where: { id } });
    expect(row.removedAt).toEqual(expect.any(Date));
  });
});
