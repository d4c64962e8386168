import { beforeAll, describe, expect, test } from "vitest";
import * as activity from "@/app/api/users/activity/route";
import * as passkey from "@/app/api/users/passkeys/[id]/route";
import * as creation from "@/app/api/users/passkeys/options/route";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import { as, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { mailTo } from "@/lib/testing/mailbox";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import * as passkeys from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const INVALID = { status: 400, body: { passkey: ["The passkey couldn’t be checked. Please try again."] } };
const NOT_FRESH = { status: 403, body: { code: "fresh_sign_in_required" } };

async function someone(overrides = {}) {
  const customer = await createCustomer(shop, overrides);
  const client = await as(shop, customer);
  const options = async () => (await client.post(creation)).body;
  return {
    customer,
    client,
    options,
    register: (credential: object, name = "Phone") => client.post(passkeys, { body: { name, passkey: credential } }),
    list: async () => (await client.get(passkeys)).body.passkeys,
    remove: (id: number) => client.delete(passkey, { params: { id: String(id) } }),
    rename: (id: number, name: string) => client.patch(passkey, { params: { id: String(id) }, body: { name } }),
  };
}

describe("POST options 200", () => {
  test("asks for a discoverable credential, a verified user and no attestation", async () => {
    const { customer, options } = await someone();
    expect(await options()).toMatchObject({
      rp: { id: "localhost", name: shop.env.SHOP_NAME },
      user: { name: customer.email, displayName: "John Doe" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [],
    });
  });

  test("gives all passkeys of a customer one user handle, which tells nothing, and leaves out the devices that have one", async () => {
    const { client, options } = await someone();
    const authenticator = newAuthenticator();
    const { user } = await options();
    expect(Buffer.from(user.id, "base64url")).toHaveLength(32);
    await withPasskey(client, authenticator);
    const again = await options();
    expect(again.user.id).toBe(user.id);
    expect(again.excludeCredentials).toEqual([
      { id: authenticator.credentialId, type: "public-key", transports: ["hybrid", "internal"] },
    ]);
    expect((await (await someone()).options()).user.id).not.toBe(user.id);
  });
});

describe("POST 201", () => {
  test("adds the passkey, tells the owner by mail and in the activity, and shows no key", async () => {
    const { customer, client, list } = await someone();
    const authenticator = newAuthenticator();
    const answer = await withPasskey(client, authenticator, "My phone");
    const added = { id: expect.any(Number), name: "My phone", is_backed_up: true, last_used_at: null };
    expect(answer).toMatchObject({ status: 201, body: added });
    expect(await list()).toEqual([answer.body]);
    expect(JSON.stringify(answer.body)).not.toContain(authenticator.credentialId);
    expect((await mailTo(shop, String(customer.email), "A passkey was added")).body).toContain("“My phone”");
    const [entry] = (await client.get(activity)).body.entries;
    expect(entry).toMatchObject({ kind: "passkey_added", detail: "My phone" });
  });

  test("takes an attestation that the credential signed itself, and none with a certificate", async () => {
    const { register, options } = await someone();
    expect((await register(newAuthenticator().create(await options(), {}, "self"))).status).toBe(201);
    const certified = newAuthenticator().create(await options(), {}, "certificate");
    expect(statusAndBody(await register(certified))).toEqual(INVALID);
  });
});

describe("POST 400, the same for every reason, and nothing is added", () => {
  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another relying party", { rpId: "evil.example" }],
    ["a user who was not verified", { isVerified: false }],
  ])("for %s", async (_reason, ceremony) => {
    const { register, options, list } = await someone();
    const credential = newAuthenticator().create(await options(), ceremony);
    expect(statusAndBody(await register(credential))).toEqual(INVALID);
    expect(await list()).toEqual([]);
  });

  test("for a challenge of another customer, of another session, for another purpose, invented, or five minutes old", async () => {
    const { customer, register, options, list } = await someone();
    const authenticator = newAuthenticator();
    const own = await options();
    const elsewhere = await as(shop, customer);
    const challenges = [
      (await (await someone()).options()).challenge,
      (await elsewhere.post(creation)).body.challenge,
      Buffer.from(`${Math.floor(Date.now() / 1000) + 300}.${"0".repeat(32)}.${"0".repeat(64)}`).toString("base64url"),
      "AQID",
    ];
    for (const challenge of challenges) {
      expect(statusAndBody(await register(authenticator.create({ ...own, challenge })))).toEqual(INVALID);
    }
    await daysLater(shop, 301 / 86_400, async () => {
      expect(statusAndBody(await register(authenticator.create(own)))).toEqual(INVALID);
    });
    expect(await list()).toEqual([]);
  });

  test("for a challenge that was answered, also by two at once, and for a credential that somebody has", async () => {
    const { client, register, options, list } = await someone();
    const own = await options();
    const both = await Promise.all([newAuthenticator(), newAuthenticator()].map((one) => register(one.create(own))));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
    const taken = newAuthenticator();
    await withPasskey(client, taken);
    expect(statusAndBody(await withPasskey((await someone()).client, taken))).toEqual(INVALID);
    expect(await list()).toHaveLength(2);
  });
});

test("403 for adding and removing without a fresh sign-in, and by a personal token always; naming takes none", async () => {
  const { customer, client, remove, rename } = await someone();
  const { id } = (await withPasskey(client, newAuthenticator())).body;
  const personal = await withToken(shop, customer);
  expect(await personal.post(creation)).toMatchObject(NOT_FRESH);
  expect(await personal.delete(passkey, { params: { id: String(id) } })).toMatchObject(NOT_FRESH);
  await daysLater(shop, 1.01, async () => {
    expect(await client.post(creation)).toMatchObject(NOT_FRESH);
    const credential = newAuthenticator().create({ challenge: "AQID" });
    expect(await client.post(passkeys, { body: { name: "x", passkey: credential } })).toMatchObject(NOT_FRESH);
    expect(await remove(id)).toMatchObject(NOT_FRESH);
    expect(await rename(id, "Tablet")).toMatchObject({ status: 200, body: { name: "Tablet" } });
  });
});

test("409 for an eleventh passkey, before the device makes one and after", async () => {
  const { customer, client, register, options } = await someone();
  const last = await options();
  const row = {
    customerId: customer.id,
    userHandle: "x",
    publicKey: new Uint8Array(1),
    counter: 0n,
    isBackedUp: false,
  };
  const rows = Array.from({ length: 10 }, (_, index) => ({
    ...row,
    name: "x",
    credentialId: `${customer.id}-${index}`,
  }));
  await shop.db.passkey.createMany({ data: rows });
  expect(await client.post(creation)).toMatchObject({ status: 409, body: { code: "passkey_limit" } });
  expect(await register(newAuthenticator().create(last))).toMatchObject({
    status: 409,
    body: { code: "passkey_limit" },
  });
});

describe("DELETE", () => {
  test("204, and the owner is told; 404 for another's, and for one that is gone", async () => {
    const { customer, client, remove, rename, list } = await someone();
    const { id } = (await withPasskey(client, newAuthenticator(), "Old phone")).body;
    const other = await someone();
    expect([(await other.remove(id)).status, (await other.rename(id, "Mine")).status]).toEqual([404, 404]);
    expect((await remove(id)).status).toBe(204);
    expect([(await remove(id)).status, (await rename(id, "Mine")).status, await list()]).toEqual([404, 404, []]);
    expect((await mailTo(shop, String(customer.email), "A passkey was removed")).body).toContain("“Old phone”");
    const [entry] = (await client.get(activity)).body.entries;
    expect(entry).toMatchObject({ kind: "passkey_removed", detail: "Old phone" });
  });

  test("409 for the last way in, of two at once for one; a verified phone and a proved address are others", async () => {
    const { customer, client, remove, list } = await someone({ passwordHash: null, isEmailProved: false });
    const ids = [];
    for (const name of ["one", "two"]) ids.push((await withPasskey(client, newAuthenticator(), name)).body.id);
    const answers = await Promise.all(ids.map(remove));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "passkey_last_way_in" });
    const [{ id }] = await list();
    await shop.db.customer.update({ where: { id: customer.id }, data: { phoneVerifiedAt: new Date() } });
    expect((await remove(id)).status).toBe(204);
    const withAddress = await someone({ passwordHash: null });
    const only = (await withPasskey(withAddress.client, newAuthenticator())).body;
    expect((await withAddress.remove(only.id)).status).toBe(204);
  });
});
