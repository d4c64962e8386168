import { beforeAll, describe, expect, test } from "vitest";
import { findActor } from "@/lib/auth/actor-service";
import { renewSignIn } from "@/lib/auth/fresh-sign-in-service";
import { allowIdentity } from "@/lib/auth/identity-service";
import type { Attestation } from "@/lib/auth/passkey-schema";
import { beginPasskey, registerPasskey, removePasskey } from "@/lib/auth/passkey-service";
import { endAccess } from "@/lib/auth/revocation-service";
import { type CustomerActor, isSignedIn } from "@/lib/auth/rules";
import { setPasskeyRequired } from "@/lib/auth/second-factor-service";
import { createToken, issueToken } from "@/lib/auth/token-service";
import { requestEmailChange, resendConfirmation } from "@/lib/credentials/email-service";
import { changePassword } from "@/lib/credentials/service";
import { transact } from "@/lib/platform/database/transact";
import { requestDeletion, requestDeletionBySignIn } from "@/lib/privacy/service";
import { profileChange, updateProfileBody } from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { newAuthenticator } from "@/lib/testing/authenticator";
import { actorOf, TEST_CONTEXT } from "@/lib/testing/challenges";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { meanwhile, waitingForCustomer } from "@/lib/testing/interleaving";
import { uniqueEmail } from "@/lib/testing/registrations";
import { onPostgres, openShop, type Shop } from "@/lib/testing/shop";

/* Whoever asks must still be signed in when it is written. Who asks at all is proved in session-service.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** Makes everything ready while the access lives. @returns what is written later */
type Prepare = (actor: CustomerActor) => Promise<(deps: Shop) => Promise<unknown>>;

const NEW = "tangerine bicycle";
const password = TEST_PASSWORD;
const passwords = { old_password: TEST_PASSWORD, new_password1: NEW, new_password2: NEW };

function newAddress() {
  const email = uniqueEmail();
  return { email, emailConfirm: email, password };
}

/** What takes a password, and the field under which a wrong one is answered. */
const BY_PASSWORD: Record<string, [field: string, prepare: Prepare]> = {
  "a personal token": [
    "password",
    async (actor) => (deps) => createToken(deps, actor, { name: "x", password }, TEST_CONTEXT),
  ],
  "a fresh sign-in": ["password", async (actor) => (deps) => renewSignIn(deps, actor, { password }, TEST_CONTEXT)],
  "a password": ["old_password", async (actor) => (deps) => changePassword(deps, actor, passwords, TEST_CONTEXT)],
  "another address": [
    "password",
    async (actor) => (deps) => requestEmailChange(deps, actor, newAddress(), TEST_CONTEXT),
  ],
  "the account's deletion": [
    "password",
    async (actor) => (deps) => requestDeletion(deps, actor, { password }, TEST_CONTEXT),
  ],
};

const BY_SIGN_IN: Record<string, Prepare> = {
  "a personal token": async (actor) => (deps) => createToken(deps, actor, { name: "x" }, TEST_CONTEXT),
  "a passkey": async (actor) => {
    const passkey = newAuthenticator().create(await beginPasskey(shop, actor)) as Attestation;
    return (deps) => registerPasskey(deps, actor, { name: "Phone", passkey }, TEST_CONTEXT);
  },
  "a passkey's removal": async (actor) => {
    const { id: customerId } = actor.customer;
    const key = { userHandle: "x", publicKey: new Uint8Array(1), counter: 0n, isBackedUp: false };
    const data = { ...key, customerId, name: "x", credentialId: `passkey of ${customerId}` };
    const { id } = await shop.db.passkey.create({ data });
    return (deps) => removePasskey(deps, actor, id, TEST_CONTEXT);
  },
  "the passkey requirement": async (actor) => (deps) => setPasskeyRequired(deps, actor, false, TEST_CONTEXT),
  "an identity": async (actor) => {
    const { id: customerId } = actor.customer;
    const data = { customerId, issuer: "https://issuer.example/", subject: String(customerId) };
    const { id } = await shop.db.externalIdentity.create({ data });
    return (deps) => allowIdentity(deps, actor, { id, isAllowed: false }, TEST_CONTEXT);
  },
  "another mail that proves the address": async (actor) => (deps) => resendConfirmation(deps, actor),
  "a number": async (actor) => (deps) => {
    const change = profileChange(updateProfileBody.parse({ phone: uniquePhone() }));
    const update = { change, source: "test", syncsLoyalty: false, policy: "none", submission: {} } as const;
    return updateProfile(deps, actor, update, TEST_CONTEXT);
  },
  "the account's deletion": async (actor) => (deps) => requestDeletionBySignIn(deps, actor, TEST_CONTEXT),
};

const someone = async () => actorOf(shop, await createCustomer(shop, { isEmailProved: false }));

describe("401 once the owner has ended all access", () => {
  test.each([
    ...Object.entries(BY_SIGN_IN).map(([what, prepare]) => [`${what} by the sign-in`, prepare] as const),
    ...Object.entries(BY_PASSWORD).map(([what, [, prepare]]) => [`${what} by the password`, prepare] as const),
  ])("for %s", async (_what, prepare) => {
    const actor = await someone();
    const write = await prepare(actor);
    const all = { keepSessionId: null, personalTokens: true };
    await transact(shop.db, (transaction) => endAccess(transaction, shop, actor.customer.id, all));
    await expect(write(shop)).rejects.toMatchObject({ code: "not_authenticated" });
  });

  test.runIf(onPostgres())("also where it waits for whoever is just ending it", async () => {
    const actor = await someone();
    const { begun } = await waitingForCustomer(shop, actor.customer.id, () =>
      createToken(shop, actor, { name: "x" }, TEST_CONTEXT),
    );
    await expect(begun).rejects.toMatchObject({ code: "not_authenticated" });
  });

  test("by a personal token too, while a session lives", async () => {
    const { customer } = await someone();
    const { token, row } = await issueToken(shop, customer.id, { name: "test", expiresAt: null });
    const actor = await findActor(shop, [], `Token ${token}`);
    if (!isSignedIn(actor)) throw new Error("The token is dead.");
    await shop.db.apiToken.delete({ where: { id: row.id } });
    const changed = changePassword(shop, actor, passwords, TEST_CONTEXT);
    await expect(changed).rejects.toMatchObject({ code: "not_authenticated" });
  });
});

describe("400, as for a wrong password, once the credentials are others than those that it was checked against", () => {
  test.each(Object.entries(BY_PASSWORD))("for %s", async (_what, [field, prepare]) => {
    const actor = await someone();
    const write = await prepare(actor);
    const where = { id: actor.customer.id };
    const changing = meanwhile(shop, () =>
      shop.db.customer.update({ where, data: { credentialsVersion: { increment: 1 } } }),
    );
    await expect(write(changing)).rejects.toMatchObject({ fields: { [field]: [{ key: "password_wrong" }] } });
  });
});
