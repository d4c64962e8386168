import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as emailChange from "@/app/api/users/email-change/route";
import * as confirm from "@/app/api/users/email-set-primary/[token]/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as profile from "@/app/api/users/profile/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import * as tokens from "@/app/api/users/tokens/route";
import type { CustomerRow } from "@/lib/customers/store";
import { as, type Client, clientWith, guest, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { eventually, keyIn, mailTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { daysLater, openShop, type Shop } from "@/lib/testing/shop";
import { signInStatus } from "@/lib/testing/sign-ins";
import * as undo from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const THIEFS = "tangerine bicycle";
const OWNERS = "harbour gull 99";
const press = (token: string) => guest().post(undo, { params: { token } });
const rowOf = ({ id }: Pick<CustomerRow, "id">) => shop.db.customer.findUniqueOrThrow({ where: { id } });

/** An owner who has proved all, and a thief in a session of theirs. */
async function robbed() {
  const owner = await createCustomer(shop, { phoneVerifiedAt: new Date() });
  return { owner, thief: await as(shop, owner) };
}

async function takePhone(thief: Client): Promise<string> {
  const phone = uniquePhone();
  await thief.patch(profile, { body: { phone } });
  expect((await thief.patch(profile, { body: { phone, code: await newestCode(shop, phone) } })).status).toBe(200);
  return phone;
}

async function takeEmail(thief: Client): Promise<string> {
  const email = uniqueEmail();
  await thief.post(emailChange, { body: { email, emailConfirm: email, password: TEST_PASSWORD } });
  const token = keyIn(await mailTo(shop, email, "Confirm your new email"), "/confirm-email");
  expect((await guest().post(confirm, { params: { token } })).status).toBe(200);
  return email;
}

const takePassword = (thief: Client) =>
  thief.post(changePassword, { body: { old_password: TEST_PASSWORD, new_password1: THIEFS, new_password2: THIEFS } });

const undoIn = async (address: string | null, subject: string) =>
  keyIn(await mailTo(shop, String(address), subject), "/undo");

describe("the link in the notice", () => {
  test("of a changed phone puts the number back, ends all access and voids the password; a new one is set", async () => {
    const { owner, thief } = await robbed();
    const personal = await withToken(shop, owner);
    await takePhone(thief);
    const answer = await press(await undoIn(owner.email, "phone number was changed"));
    expect(answer.status).toBe(200);
    for (const client of [thief, personal]) expect((await client.get(currentUser)).status).toBe(401);
    expect(await rowOf(owner)).toMatchObject({ phone: owner.phone, phoneVerifiedAt: owner.phoneVerifiedAt });
    expect(await signInStatus(owner.email, TEST_PASSWORD)).toBe(400);
    const body = { new_password1: OWNERS, new_password2: OWNERS };
    expect((await guest().post(reset, { params: { key: answer.body.reset_key }, body })).status).toBe(200);
    expect(await signInStatus(owner.email, OWNERS)).toBe(200);
  });

  test("goes to the number that was given up, too", async () => {
    const { owner, thief } = await robbed();
    await takePhone(thief);
    const key = await eventually(async () => {
      const found = keyIn((await messagesTo(shop, String(owner.phone))).at(-1) ?? { body: "" }, "/undo");
      if (!found) throw new Error("no SMS yet");
      return found;
    });
    expect((await press(key)).status).toBe(200);
    expect((await rowOf(owner)).phone).toBe(owner.phone);
  });

  test("of a changed address puts it back, proved as it was", async () => {
    const { owner, thief } = await robbed();
    const theirs = await takeEmail(thief);
    expect((await press(await undoIn(owner.email, "email address was changed"))).status).toBe(200);
    expect(await rowOf(owner)).toMatchObject({ email: owner.email, verifiedEmail: owner.verifiedEmail });
    expect(await signInStatus(theirs, TEST_PASSWORD)).toBe(400);
  });

  test("of an earlier change undoes the later ones, and their own links are dead", async () => {
    const { owner, thief } = await robbed();
    const theirs = await takeEmail(thief);
    await takePassword(thief);
    await takePhone(thief);
    const later = await undoIn(theirs, "password was changed");
    expect((await press(await undoIn(owner.email, "email address was changed"))).status).toBe(200);
    expect(await rowOf(owner)).toMatchObject({ email: owner.email, phone: owner.phone });
    expect(await signInStatus(owner.email, THIEFS)).toBe(400);
    expect((await press(later)).status).toBe(400);
  });

  test("of a later change leaves the earlier one's link good", async () => {
    const { owner, thief } = await robbed();
    const theirs = await takeEmail(thief);
    await takePassword(thief);
    expect((await press(await undoIn(theirs, "password was changed"))).status).toBe(200);
    expect((await press(await undoIn(owner.email, "email address was changed"))).status).toBe(200);
    expect((await rowOf(owner)).email).toBe(owner.email);
  });

  test("of a new token ends it, and withdraws a deletion that was asked for", async () => {
    const { owner, thief } = await robbed();
    const { token } = (await thief.post(tokens, { body: { name: "x" } })).body;
    await shop.db.customer.update({ where: { id: owner.id }, data: { deletionDueAt: new Date(Date.now() + 1e9) } });
    expect((await press(await undoIn(owner.email, "access key for an app"))).status).toBe(200);
    expect((await clientWith({ authorization: `Token ${token}` }).get(currentUser)).status).toBe(401);
    expect((await rowOf(owner)).deletionDueAt).toBeNull();
  });

  test("leaves out a number that is somebody else's by now", async () => {
    const { owner, thief } = await robbed();
    await takePhone(thief);
    const key = await undoIn(owner.email, "phone number was changed");
    await createCustomer(shop, { phone: owner.phone });
    expect((await press(key)).status).toBe(200);
    expect(await rowOf(owner)).toMatchObject({ phone: null, phoneVerifiedAt: null });
  });

  test("works once, for three days, and nothing else passes for it", async () => {
    const { owner, thief } = await robbed();
    await takePassword(thief);
    const key = await undoIn(owner.email, "password was changed");
    const dead = {
      status: 400,
      body: { non_field_errors: ["This link is not valid any more. Please ask for a new one."] },
    };
    await daysLater(shop, 3.01, async () => expect(statusAndBody(await press(key))).toEqual(dead));
    const answers = await Promise.all([press(key), press(key), press(key)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    for (const wrong of [key, "0".repeat(32), "x"]) expect(statusAndBody(await press(wrong))).toEqual(dead);
  });

  test("is not mailed to an address that nobody has proved", async () => {
    const owner = await createCustomer(shop, { isEmailProved: false });
    await takePassword(await as(shop, owner));
    const mail = await mailTo(shop, String(owner.email), "password was changed");
    expect([keyIn(mail, "/undo"), mail.body.includes(`${shop.env.APP_URL}/reset`)]).toEqual(["", true]);
  });
});
