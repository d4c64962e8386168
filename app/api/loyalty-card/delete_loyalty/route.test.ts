import { describe, expect, test, vi } from "vitest";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { queueProfileSync } from "@/lib/loyalty/sync-service";
import { changeSetting } from "@/lib/settings/service";
import { cardForm, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import * as deleteCard from "./route";

/* Leaving: gone here at once, over there as soon as it can be told. */

const NOT_FOUND = { status: 404, body: { detail: "Not found." } };
const down = () => Promise.reject(new LoyaltyUnavailableError("planted by the test"));

describe.each(PROVIDER_NAMES)("by the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);
  const pending = async () => (await loyalty.pending()).length;

  test("GET 200: the card, and as much of the customer as a question needs", async () => {
    const { client, customer, card } = await newMemberOf(loyalty.shop);
    const { status, body } = await client.get(deleteCard);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        card: {
          ...card,
          user: { pk: customer.id, first_name: "John", last_name: "Doe", phone: customer.phone },
        },
      },
    });
    expect(Object.keys(body.card)).toEqual(["pk", "attributes", "created_date", "modified_date", "number", "user"]);
    expect(Object.keys(body.card.user)).toEqual(["pk", "first_name", "last_name", "phone"]);
  });

  test("POST 204 without a body, then 404; the account is closed over there; has_loyalty stays", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    const { status, body } = await client.post(deleteCard);
    expect({ status, body }).toEqual({ status: 204, body: "" });
    expect(await client.post(deleteCard)).toMatchObject(NOT_FOUND);
    expect(await client.get(deleteCard)).toMatchObject(NOT_FOUND);
    expect((await client.get(loyaltyCard)).body).toEqual({ card: null, points: 0, errors: null });
    expect((await client.get(profile)).body.attributes).toMatchObject({ has_loyalty: true });
    await vi.waitFor(async () => expect(await pending()).toBe(0));
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
    expect(loyalty.calls("deactivate")).toBe(1);
  });

  test("while the programme is down: 204 all the same, and it is told once it is back", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("deactivate", down);
    expect((await client.post(deleteCard)).status).toBe(204);
    await vi.waitFor(() => expect(loyalty.calls("deactivate")).toBe(1));
    await vi.waitFor(async () => {
      const [job] = await loyalty.pending();
      expect(job?.claimedUntil).toBeNull();
    });
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
    loyalty.intercept("deactivate", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
    expect(await pending()).toBe(0);
  });

  test("who joins again after that gets a new account", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await client.post(deleteCard);
    await vi.waitFor(async () => expect(await pending()).toBe(0));
    const { status, body } = await client.post(addCardOtp, { body: cardForm(customer) });
    expect(status).toBe(201);
    const fresh = body.card.attributes.account_number;
    expect(fresh).not.toBe(accountNumber);
    expect(await loyalty.account(fresh)).toMatchObject({ isActive: true });
  });

  test("who joins again before it was told gets his account back, and nobody closes it any more", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 90);
    loyalty.intercept("deactivate", down);
    await client.post(deleteCard);
    await vi.waitFor(async () => {
      const [job] = await loyalty.pending();
      expect([job?.attempts, job?.claimedUntil]).toEqual([1, null]);
    });
    loyalty.intercept("deactivate", (proceed) => proceed());
    const { status, body } = await client.post(addCardOtp, { body: cardForm(customer) });
    expect({ status, number: body.card.attributes.account_number }).toEqual({ status: 201, number: accountNumber });
    expect(await pending()).toBe(0);
    expect(await loyalty.resume()).toBe(0);
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 90, errors: null });
  });

  test("who joins again at the very moment gets an account that is open, old or new", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await client.post(deleteCard);
    // Closing may be under way: then he is asked to come again, and does.
    const { body } = await vi.waitFor(async () => {
      const answer = await client.post(addCardOtp, { body: cardForm(customer) });
      expect(answer.status).toBe(201);
      return answer;
    });
    await vi.waitFor(async () => expect(await pending()).toBe(0));
    expect(await loyalty.account(body.card.attributes.account_number)).toMatchObject({ isActive: true });
  });
});

describe("on the way out", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("404 without a card, and nobody is asked", async () => {
    const { client } = await newShopper(loyalty.shop);
    expect(await client.get(deleteCard)).toMatchObject(NOT_FOUND);
    expect(await client.post(deleteCard)).toMatchObject(NOT_FOUND);
    expect(loyalty.allCalls()).toBe(0);
  });

  test("204 also where the shop has no programme any more; the wish waits for its return", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    expect((await client.post(deleteCard)).status).toBe(204);
    await vi.waitFor(async () => {
      const [job] = await loyalty.pending();
      expect([job?.attempts, job?.claimedUntil]).toEqual([1, null]);
    });
    await loyalty.configure({});
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
  });

  test("what the programme was still to hear of him is dropped", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await loyalty.shop.db.$transaction((transaction) => queueProfileSync(transaction, customer));
    loyalty.intercept("deactivate", down);
    await client.post(deleteCard);
    expect(await loyalty.pending()).toMatchObject([{ kind: "loyalty.close" }]);
  });

  test("the other customers keep their cards", async () => {
    const [one, other] = [await newMemberOf(loyalty.shop), await newMemberOf(loyalty.shop)];
    await one.client.post(deleteCard);
    expect((await other.client.get(loyaltyCard)).body.card).not.toBeNull();
  });
});
