import { describe, expect, test } from "vitest";
import * as deletion from "@/app/api/users/deletion/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import * as resetPassword from "@/app/api/users/reset/[key]/route";
import * as sessions from "@/app/api/users/sessions/route";
import * as undo from "@/app/api/users/undo/[token]/route";
import { hasOpenssl } from "@/lib/testing/certificates";
import { actorOf } from "@/lib/testing/challenges";
import { as, guest } from "@/lib/testing/client";
import { TEST_PASSWORD } from "@/lib/testing/customers";
import { newMemberOf, newShopper } from "@/lib/testing/loyalty-shop";
import { keyIn, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { newPhone, openWalletShop } from "@/lib/testing/wallet-shop";
import { createApplePass, createGoogleLink } from "@/lib/wallet/service";

/* A pass reads name, number and points for whoever has it: what ends access to an account ends it too. */

describe.skipIf(!hasOpenssl)("a pass in somebody's wallet", () => {
  const wallet = openWalletShop();
  const NEW = "tangerine bicycle";
  const passwords = { new_password1: NEW, new_password2: NEW };

  /** An owner, and a phone that got the card in their session. */
  async function newOwner() {
    const owner = await newMemberOf(wallet.shop);
    const phone = newPhone();
    expect(await phone.add(owner.client)).toBe(201);
    await wallet.update();
    return { ...owner, email: String(owner.customer.email), phone };
  }
  type Owner = Pick<Awaited<ReturnType<typeof newOwner>>, "client" | "email">;

  async function reset({ email }: Owner) {
    await guest().post(requestReset, { body: { email } });
    const key = keyIn(await mailTo(wallet.shop, email, "Choose a new password"), "/reset");
    return guest().post(resetPassword, { params: { key }, body: passwords });
  }

  const change = ({ client }: Owner) =>
    client.post(changePassword, { body: { old_password: TEST_PASSWORD, ...passwords } });

  async function undoChange(owner: Owner) {
    expect((await change(owner)).status).toBe(200);
    const token = keyIn(await mailTo(wallet.shop, owner.email, "Your password was changed"), "/undo");
    return guest().post(undo, { params: { token } });
  }

  const askDeletion = ({ client }: Owner) => client.post(deletion, { body: { password: TEST_PASSWORD } });

  const NOTICE = "card in your wallet";
  const noticesTo = async (email: string) =>
    (await messagesTo(wallet.shop, email)).filter(({ body }) => body.includes(NOTICE));

  test.each([
    ["a password that is set by a mailed link", reset],
    ["a change that was not the owner's", undoChange],
    ["a deletion that is asked for", askDeletion],
  ])("ends with %s, of which a mail tells, and the owner has another one", async (_, endAccess) => {
    const owner = await newOwner();
    const { customer, email, phone } = owner;
    expect((await endAccess(owner)).status).toBe(200);
    expect((await mailTo(wallet.shop, email, NOTICE)).body).toContain(`${wallet.shop.env.APP_URL}/login`);
    await wallet.update();
    expect(wallet.push.pushes.map(({ token }) => token)).toEqual([phone.pushToken]);
    expect(await phone.refresh()).toBe(200);
    expect([phone.pass().voided, phone.shown(), phone.pass().barcodes]).toEqual([true, [null, null, null], undefined]);

    const another = newPhone();
    expect(await another.add(await as(wallet.shop, customer))).toBe(201);
    expect(another.params().serial).not.toBe(phone.params().serial);
    expect(another.shown()[0]).toBe("John Doe");
  });

  test("stays when the owner signs out other devices or changes the password, which leave tokens and passkeys too", async () => {
    const owner = await newOwner();
    const { customer, client, email, phone } = owner;
    expect((await client.delete(sessions)).status).toBe(204);
    expect((await change(owner)).status).toBe(200);
    await mailTo(wallet.shop, email, "Your password was changed");
    await wallet.update();
    expect([await phone.refresh(), phone.shown()[0]]).toEqual([200, "John Doe"]);
    expect(await wallet.shop.db.walletPass.count({ where: { customerId: customer.id } })).toBe(1);
    expect(await noticesTo(email)).toEqual([]);
  });

  test.each([
    ["a reset", reset],
    ["a deletion that is asked for", askDeletion],
  ])("is made by no request that was let in before %s", async (_, endAccess) => {
    const owner = await newOwner();
    const before = await actorOf(wallet.shop, owner.customer);
    expect((await endAccess(owner)).status).toBe(200);
    for (const create of [createApplePass, createGoogleLink]) {
      await expect(create(wallet.shop, before)).rejects.toMatchObject({ code: "not_authenticated" });
    }
    expect(await wallet.shop.db.walletPass.count({ where: { customerId: owner.customer.id } })).toBe(0);
  });

  test("is mentioned to nobody who had none", async () => {
    const { client, customer } = await newShopper(wallet.shop);
    const email = String(customer.email);
    expect((await reset({ client, email })).status).toBe(200);
    await mailTo(wallet.shop, email, "Your password was changed");
    expect(await noticesTo(email)).toEqual([]);
  });
});
