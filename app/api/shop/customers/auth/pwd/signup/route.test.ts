import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as signIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as login from "@/app/api/users/login/route";
import { createLimits } from "@/lib/platform/limits";
import { clientWith } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { DOCUMENTED_PASSWORD } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as signUp from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** The documents' third client: no cookies, no CSRF token. */
const client = clientWith({});
const uniqueName = () => `jane.${randomBytes(6).toString("hex")}`;
const newAccount = (overrides = {}) => ({ username: uniqueName(), password: DOCUMENTED_PASSWORD, ...overrides });

describe("201", () => {
  test("a token of a new account that has a username and nothing else", async () => {
    const body = newAccount();
    const answer = await client.post(signUp, { body });
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 201,
      body: { token: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const { body: seen } = await clientWith({ authorization: `Token ${answer.body.token}` }).get(me);
    expect(seen).toEqual({
      id: expect.any(Number),
      username: body.username,
      mobile_number: null,
      email: null,
      avatar: null,
      first_name: "",
      last_name: "",
      full_name: "",
      gender: null,
      is_profile_completed: false,
    });
  });

  test("username and password sign in afterwards, for a token and in a browser", async () => {
    const body = newAccount();
    await client.post(signUp, { body });
    expect((await client.post(signIn, { body })).status).toBe(200);
    expect((await client.post(login, { body: { email: body.username, password: body.password } })).status).toBe(200);
  });

  test("somebody who calls himself as another's address does not get in by it", async () => {
    const { email } = await createCustomer(shop);
    expect((await client.post(signUp, { body: newAccount({ username: email }) })).status).toBe(201);
    const answer = await client.post(signIn, { body: { username: email, password: DOCUMENTED_PASSWORD } });
    expect(answer.status).toBe(400);
  });
});

describe("400", () => {
  test("a username that somebody has, also for those who come at the same moment", async () => {
    const body = newAccount();
    const answers = await Promise.all(Array.from({ length: 6 }, () => client.post(signUp, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(5).fill(400)]);
    for (const answer of answers.filter(({ status }) => status === 400)) {
      expect(answer.body).toEqual({ username: ["This username is already taken."] });
    }
    expect(await shop.db.customer.count({ where: { username: body.username } })).toBe(1);
  });

  test.each([
    ["username", undefined, "This field is required."],
    ["username", null, "This field may not be null."],
    ["username", "", "Use letters, digits and @ . + - _ only, up to 150 characters."],
    ["username", "two words", "Use letters, digits and @ . + - _ only, up to 150 characters."],
    ["username", "x".repeat(151), "Use letters, digits and @ . + - _ only, up to 150 characters."],
    ["username", { not: "" }, "Not a valid string."],
    ["password", undefined, "This field is required."],
    ["password", "short77", "This password is too short. Use at least 8 characters."],
    ["password", "x".repeat(129), "Ensure this field has no more than 128 characters."],
    ["password", "password123", "This password is too common."],
  ])("%s %j → %s", async (field, value, text) => {
    const answer = await client.post(signUp, { body: newAccount({ [field]: value }) });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body)).toEqual([field]);
    expect(answer.body[field]).toContain(text);
  });

  test("a password that is the username", async () => {
    const username = uniqueName();
    const answer = await client.post(signUp, { body: { username, password: `${username}!` } });
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 400,
      body: { password: ["This password is too similar to your personal information."] },
    });
    expect(await shop.db.customer.count({ where: { username } })).toBe(0);
  });
});

describe("429", () => {
  test("after so many accounts in an hour from one address", async () => {
    const env = { ...shop.env, SIGN_UPS_PER_IP_HOUR: 2 };
    await serveWith(shop, { env, limits: createLimits(shop.db, env) }, async () => {
      const headers = { "x-forwarded-for": randomBytes(4).join(".") };
      const statuses = [];
      for (let n = 0; n < 3; n++) {
        statuses.push((await client.post(signUp, { headers, body: newAccount() })).status);
      }
      expect(statuses).toEqual([201, 201, 429]);
    });
  });
});
