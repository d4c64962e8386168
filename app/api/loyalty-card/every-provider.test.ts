import { describe, expect, test } from "vitest";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as ledger from "@/app/api/loyalty-card/ledger/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import { PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import type { Client } from "@/lib/testing/client";
import { cardForm, joinByCode, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually } from "@/lib/testing/mailbox";

/* A card's life with each programme: their contract test proves what they have in common, this what the shop makes of it. */

describe.each(PROVIDER_NAMES)("with the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("a shopper joins, gathers points, changes the account and leaves it", async () => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    const { card } = (await joinByCode(loyalty.shop, client, cardForm(customer))).body;
    const accountNumber = card.attributes.account_number;
    expect(await loyalty.accountsOf(customer.email)).toEqual([
      {
        ...{ accountNumber, isActive: true, firstName: "John", lastName: "Doe", phone, email: customer.email },
        ...{ gender: "male", dateOfBirth: "1990-12-10", emailAllowed: false, smsAllowed: false, callAllowed: null },
      },
    ]);

    for (const points of [100, 50, 7]) await loyalty.addPoints(accountNumber, points);
    expect((await client.get(loyaltyCard)).body).toEqual({ card, points: 157, errors: null });
    const newest = (await client.get(ledger, { query: "limit=2" })).body;
    expect(newest).toMatchObject({
      points: 157,
      entries: [
        { points: 7, balance: 157 },
        { points: 50, balance: 150 },
      ],
    });
    const oldest = (await client.get(ledger, { query: `limit=2&before=${newest.next}` })).body;
    expect(oldest).toMatchObject({ entries: [{ points: 100, balance: 100 }], next: null });

    const change = { phone, first_name: "Jane", last_name: "Smith", gender: "unknown", date_of_birth: "1990-12-10" };
    expect((await client.post(updateCard, { body: { ...change, sms_allowed: true } })).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith", gender: null, smsAllowed: true });
    const shown = (await client.get(updateCard)).body.card;
    expect({ ...shown, phone: shown.phone.replaceAll(" ", "") }).toMatchObject({ ...change, email: customer.email });

    expect((await client.post(deleteCard)).status).toBe(204);
    await eventually(async () => expect(await loyalty.pending()).toEqual([]));
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
  });

  test.each<[string, (client: Client, customer: { phone: string | null; email: string | null }) => Promise<unknown>]>([
    ["joining", (client, customer) => joinByCode(loyalty.shop, client, cardForm(customer))],
    ["looking", (client, { email }) => client.post(search, { body: { email } })],
  ])("%s links the account that is there, with its points", async (_way, link) => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    await loyalty.addPoints(accountNumber, 500);
    await link(client, customer);
    const { card, points } = (await client.get(loyaltyCard)).body;
    expect([card.attributes.account_number, points]).toEqual([accountNumber, 500]);
    expect(loyalty.calls("create")).toBe(0);
  });

  test("a page of the ledger that there is not is empty or 400", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 5);
    for (const before of ["nonsense", "0", "-1", "99999999999999999999", "lcrsctx_ffff.5", "%00", "'"]) {
      const { status } = await client.get(ledger, { query: `before=${encodeURIComponent(before)}` });
      expect([200, 400], before).toContain(status);
    }
  });
});
