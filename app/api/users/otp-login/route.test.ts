import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { newBrowser } from "@/lib/testing/browser";
import { wrongCodes } from "@/lib/testing/challenges";
import { type Answer, cookieOf, statusAndBody } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as otpLogin from "./route";

/* The challenge stands in lib/verification; that it is led here, and its sessions, in app/api/verification. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("200 for the question with where the challenge stands and nothing else, then with the session's key", async () => {
  const { id, phone } = await createCustomer(shop, { phoneVerifiedAt: new Date() });
  const browser = newBrowser();
  const asked = await browser.post(otpLogin, { body: { phone } });
  expect(asked).toMatchObject({ status: 200, body: { verification: { purpose: "sign_in" } } });
  expect(Object.keys(asked.body)).toEqual(["verification"]);
  const answer = await browser.post(otpLogin, { body: { phone, code: await newestCode(shop, String(phone)) } });
  expect(statusAndBody(answer)).toEqual({ status: 200, body: { key: cookieOf(answer).value } });
  expect((await browser.get(currentUser)).body.pk).toBe(id);
});

test("200, 406 and 429 alike for numbers with and without an account; only the number's owner sees the difference", async () => {
  const verified = { phoneVerifiedAt: new Date() };
  const [known, unverified] = [await createCustomer(shop, verified), await createCustomer(shop)];
  const closed = await createCustomer(shop, { ...verified, isActive: false });
  const stories = [];
  for (const phone of [known.phone, unverified.phone, closed.phone, uniquePhone()].map(String)) {
    const browser = newBrowser();
    const post = (more: object) => browser.post(otpLogin, { body: { phone, ...more } });
    const story: Answer[] = [await post({})];
    const [message, ...others] = await messagesTo(shop, phone);
    expect([message?.code === null, others]).toEqual([phone !== known.phone, []]);
    for (const code of wrongCodes(2)) story.push(await post({ code }));
    story.push(await browser.get(verification, { params: { purpose: "sign_in" } }));
    for (let time = 0; time < 2; time++) story.push(await post({ resend: true }));
    stories.push(
      story.map(({ status, headers, body }) => ({
        status,
        headers: [...headers.keys()],
        body: JSON.stringify(body).replaceAll(/\d{4}-[^"]+Z|•\d+|\d+ seconds?/g, ""),
      })),
    );
  }
  expect(stories[0]?.map(({ status }) => status)).toEqual([200, 406, 406, 200, 200, 429]);
  for (const story of stories) expect(story).toEqual(stories[0]);
});
