import { describe, expect, test } from "vitest";
import * as adminCustomer from "@/app/api/admin/customers/[id]/route";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { withAdminKey } from "@/lib/testing/client";
import { cardForm, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually } from "@/lib/testing/mailbox";
import { newRegistration, registered } from "@/lib/testing/registrations";
import { EVERY_FIELD } from "@/lib/testing/shop-fields";
import type { VoucherifyServer } from "@/lib/testing/voucherify-server";

/* Fields that the shop maps to its programme. */

const NOTHING = { shoeSize: null, interests: null, credit: null };

/** What each programme has been told of the member with this number. */
const TOLD = {
  async http({ url }: { url: string }, accountNumber: string): Promise<unknown> {
    const state = await (await fetch(`${url}/_control`)).json();
    const members: { account_number: string; attributes?: unknown }[] = state.members;
    return members.find((member) => member.account_number === accountNumber)?.attributes;
  },
  async voucherify(server: object, accountNumber: string): Promise<unknown> {
    const project = server as VoucherifyServer;
    const member = project.members().find(({ id }) => id === accountNumber);
    const customer = project.customers().find(({ id }) => id === member?.customer_id);
    // Beside them the metadata have what a customer's record there has no place for.
    return Object.fromEntries(Object.entries(customer?.fields.metadata ?? {}).filter(([name]) => name in NOTHING));
  },
};

describe.each(["http", "voucherify"] as const)("a shop that maps fields to the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider, undefined, EVERY_FIELD);
  const toldOf = (accountNumber: string) => TOLD[provider](loyalty.server, accountNumber);

  describe("tells the programme", () => {
    test("under its own names, when somebody joins", async () => {
      const { shop } = loyalty;
      const member = await newMemberOf(shop, {
        attributes: { shoe_size: 43, interests: ["sea"], shirt: "M", mine: 1 },
      });
      expect(await toldOf(member.accountNumber)).toEqual({ ...NOTHING, shoeSize: 43, interests: ["sea"] });
    });

    test("when somebody registers with a card", async () => {
      const { shop } = loyalty;
      const form = newRegistration({ add_loyalty: true, attributes: { shoe_size: "43" } });
      const { browser, answer } = await registered(shop, registerWithLoyalty, form);
      expect(answer.status).toBe(201);
      const [account] = await loyalty.accountsOf(form.email);
      expect(await toldOf(account?.accountNumber ?? "")).toEqual({ ...NOTHING, shoeSize: 43 });
      expect((await browser.get(profile)).body.attributes.shoe_size).toBe(43);
    });

    test.each([
      ["the profile", profile],
      ["the profile with loyalty", withLoyalty],
    ] as const)("when one changes by %s, and of nothing else", async (_name, endpoint) => {
      const { shop } = loyalty;
      const { client, accountNumber, customer } = await newMemberOf(shop);
      const rest = { phone: customer.phone, date_of_birth: "1990-12-10" };
      await client.patch(endpoint, { body: { ...rest, attributes: { shoe_size: 44 } } });
      await loyalty.resume();
      expect(await toldOf(accountNumber)).toEqual({ ...NOTHING, shoeSize: 44 });
      expect(await loyalty.account(accountNumber)).toMatchObject({ phone: customer.phone, email: customer.email });
      await client.patch(profile, { body: { attributes: { shirt: "M", shoe_size: 44, mine: 2 } } });
      expect(await loyalty.pending()).toEqual([]);
    });

    test("when the back office changes one, of its own alone too", async () => {
      const { shop } = loyalty;
      const { customer, accountNumber } = await newMemberOf(shop);
      const call = { params: { id: String(customer.id) }, body: { attributes: { credit: 250 } } };
      expect((await (await withAdminKey(shop)).patch(adminCustomer, call)).status).toBe(200);
      await loyalty.resume();
      expect(await toldOf(accountNumber)).toEqual({ ...NOTHING, credit: 250 });
    });

    test("when somebody's account is found or linked there, and when they have changed one while they were joining", async () => {
      const { shop } = loyalty;
      const found = await newShopper(shop, { attributes: { shoe_size: 41 } });
      const number = await loyalty.enrol(memberLike(found.customer));
      expect((await found.client.post(addCardOtp, { body: cardForm(found.customer) })).status).toBe(201);
      await loyalty.resume();
      expect(await toldOf(number)).toEqual({ ...NOTHING, shoeSize: 41 });

      const linked = await newShopper(shop, { attributes: { shoe_size: 40 } });
      const theirs = await loyalty.enrol(memberLike(linked.customer));
      expect((await linked.client.post(search, { body: { email: linked.customer.email } })).status).toBe(201);
      await loyalty.resume();
      expect(await toldOf(theirs)).toEqual({ ...NOTHING, shoeSize: 40 });

      const { client, customer } = await newShopper(shop, { attributes: { shoe_size: 41 } });
      loyalty.fail("create");
      expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(503);
      await client.patch(profile, { body: { attributes: { shoe_size: 42 } } });
      loyalty.heal("create");
      // The join first, then what has changed since.
      await eventually(async () => {
        await loyalty.resume();
        expect(await loyalty.pending()).toEqual([]);
      });
      const [account] = await loyalty.accountsOf(customer.email);
      expect(await toldOf(account?.accountNumber ?? "")).toEqual({ ...NOTHING, shoeSize: 42 });
    });
  });

  test("changing the account leaves what the programme knows, also what it is still to hear", async () => {
    const { shop } = loyalty;
    const { client, customer, accountNumber } = await newMemberOf(shop, { attributes: { shoe_size: 43 } });
    loyalty.fail("update");
    await client.patch(profile, { body: { attributes: { interests: ["sun"] } } });
    loyalty.heal("update");
    const change = { ...cardForm(customer), last_name: "Smith", email: undefined };
    expect((await client.post(updateCard, { body: change })).status).toBe(200);
    await loyalty.resume();
    expect(await toldOf(accountNumber)).toEqual({ ...NOTHING, shoeSize: 43, interests: ["sun"] });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith" });
  });
});

describe("a shop that maps none", () => {
  const loyalty = openLoyaltyShop("http");

  test("sends nothing of the kind", async () => {
    const member = await newMemberOf(loyalty.shop, { attributes: { shoe_size: 43 } });
    expect(await TOLD.http(loyalty.server, member.accountNumber)).toBeUndefined();
  });
});
