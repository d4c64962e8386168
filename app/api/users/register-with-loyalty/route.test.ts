import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { profileResponse } from "@/lib/profile/schema";
import { changeSetting } from "@/lib/settings/service";
import { newBrowser } from "@/lib/testing/browser";
import { cookieOf } from "@/lib/testing/client";
import { messagesTo } from "@/lib/testing/mailbox";
import { newRegistration, registered } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as registerWithLoyalty from "./route";

/* What is its own; what both ways to register share stands in registration/. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const PROFILE_KEYS = Object.keys(profileResponse.shape);

describe("201", () => {
  test("is the profile as GET answers it, with the session in the cookie alone", async () => {
    const phone = `+966123${newRegistration().phone.slice(-6)}`;
    const { answer, browser } = await registered(shop, registerWithLoyalty, newRegistration({ phone }));
    expect(answer.body).toEqual((await browser.get(profile)).body);
    expect(answer.body).toMatchObject({ phone, first_name: "John", last_name: "Doe", date_of_birth: "1990-01-01" });
    expect(JSON.stringify(answer.body)).not.toContain(cookieOf(answer).value);
  });

  test.each([true, "true"])(
    "has the account and a card for add_loyalty %j, where the shop has a programme",
    async (add) => {
      await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", { provider: "embedded", is_sync: true });
      try {
        const { answer } = await registered(shop, registerWithLoyalty, newRegistration({ add_loyalty: add }));
        expect(answer).toMatchObject({ status: 201, body: { loyalty: { status: "joined" } } });
        expect(await shop.db.loyaltyCard.count({ where: { customerId: answer.body.id } })).toBe(1);
      } finally {
        await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
      }
    },
  );

  test.each([false, "false", undefined])("has the account alone for add_loyalty %j", async (add_loyalty) => {
    const { answer } = await registered(shop, registerWithLoyalty, newRegistration({ add_loyalty }));
    expect([answer.status, Object.keys(answer.body)]).toEqual([201, PROFILE_KEYS]);
  });
});

test("406 loyalty_100_3 for add_loyalty where the shop has no programme, before any message", async () => {
  const body = newRegistration({ add_loyalty: true });
  const answer = await newBrowser().post(registerWithLoyalty, { body });
  expect([answer.status, answer.body.error_code]).toEqual([406, "loyalty_100_3"]);
  expect(await messagesTo(shop, body.phone)).toEqual([]);
});
