import { beforeAll, expect, test } from "vitest";
import * as emailChange from "@/app/api/users/email-change/route";
import * as confirm from "@/app/api/users/registration/account-confirm-email/[token]/route";
import { as, type Endpoint, guest, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { keyIn, mailSentBy } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as setPrimary from "./route";

/* Who may follow the link, and how; what it does is proved in ../../email-change and ../../mailed-links.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const SUCCESS = { status: 200, body: { message: "success" } };

async function asked() {
  const customer = await createCustomer(shop);
  const email = uniqueEmail();
  const body = { email, emailConfirm: email, password: TEST_PASSWORD };
  const client = await as(shop, customer);
  const mail = await mailSentBy(shop, email, () => client.post(emailChange, { body }));
  const token = keyIn(mail, "/confirm-email");
  const emailNow = async () => (await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } })).email;
  return { customer, email, token, emailNow };
}

const ENDPOINTS: [string, Endpoint][] = [
  ["email-set-primary", setPrimary],
  ["account-confirm-email", confirm],
];

test.each(ENDPOINTS)("303: a browser at %s gets the page with the button, and nothing changes", async (_, endpoint) => {
  const { customer, token, emailNow } = await asked();
  const { status, headers } = await guest().get(endpoint, { params: { token }, headers: { accept: HTML } });
  expect([status, headers.get("location")]).toEqual([303, `/confirm-email?key=${token}`]);
  for (const accept of [HTML, "*/*"]) await guest().head(endpoint, { params: { token }, headers: { accept } });
  expect(await emailNow()).toBe(customer.email);
});

test.each(ENDPOINTS)(
  "200: a client acts at %s by GET, the button by POST, and again it is the same",
  async (_, endpoint) => {
    for (const method of ["get", "post"] as const) {
      const { email, token, emailNow } = await asked();
      const call = { params: { token }, headers: { accept: "application/json" } };
      for (let time = 0; time < 3; time++)
        expect(statusAndBody(await guest()[method](endpoint, call))).toEqual(SUCCESS);
      expect(await emailNow()).toBe(email);
    }
  },
);

test.each(ENDPOINTS)(
  "400 at %s, by GET and POST, when somebody else has proved the address meanwhile",
  async (_, endpoint) => {
    const { customer, email, token, emailNow } = await asked();
    await createCustomer(shop, { email });
    for (const method of ["get", "post"] as const) {
      expect(statusAndBody(await guest()[method](endpoint, { params: { token } }))).toEqual({
        status: 400,
        body: { email: ["This email address is already in use."] },
      });
    }
    expect(await emailNow()).toBe(customer.email);
  },
);

test("404 for a link that has done its work once the address is another", async () => {
  const { customer, token } = await asked();
  expect((await guest().post(setPrimary, { params: { token } })).status).toBe(200);
  const email = uniqueEmail();
  await shop.db.customer.update({
    where: { id: customer.id },
    data: { email, emailCanonical: email, verifiedEmail: email },
  });
  for (const dead of [token, "0".repeat(64), "no token"]) {
    expect((await guest().post(setPrimary, { params: { token: dead } })).status).toBe(404);
  }
});
