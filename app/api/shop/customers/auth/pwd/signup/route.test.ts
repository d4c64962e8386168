import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import * as signIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as me from "@/app/api/shop/customers/me/route";
import * as login from "@/app/api/users/login/route";
import { createLimits } from "@/lib/platform/limits";
import { randomNetwork } from "@/lib/testing/challenges";
import { clientWith, statusAndBody } from "@/lib/testing/client";
import { DOCUMENTED_PASSWORD } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as signUp from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** The documents' third client: no cookies, no CSRF token. */
const client = clientWith({});
const TAKEN = "This username is already taken.";
const newAccount = () => ({ username: `jane.${randomBytes(6).toString("hex")}`, password: DOCUMENTED_PASSWORD });

test("201: a token of a new account that has a username and nothing else, and signs in afterwards", async () => {
  const body = newAccount();
  const answer = await client.post(signUp, { body });
  expect(statusAndBody(answer)).toEqual({ status: 201, body: { token: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect(answer.headers.getSetCookie()).toEqual([]);
  const { body: seen } = await clientWith({ authorization: `Token ${answer.body.token}` }).get(me);
  expect(seen).toEqual({
    ...{ id: expect.any(Number), username: body.username, mobile_number: null, email: null, avatar: null },
    ...{ first_name: "", last_name: "", full_name: "", gender: null, is_profile_completed: false },
  });
  expect((await client.post(signIn, { body })).status).toBe(200);
  expect((await client.post(login, { body: { email: body.username, password: body.password } })).status).toBe(200);
});

test("201 for a password that is sent twice, and 400 for two that differ or none", async () => {
  const { username, password } = newAccount();
  const differing = await client.post(signUp, { body: { username, password1: password, password2: `${password}!` } });
  const mismatch = "The two passwords do not match.";
  expect(statusAndBody(differing)).toEqual({ status: 400, body: { detail: mismatch, password2: [mismatch] } });
  const without = await client.post(signUp, { body: { username } });
  const required = "This field is required.";
  expect(statusAndBody(without)).toEqual({ status: 400, body: { detail: required, password: [required] } });
  const guessable = await client.post(signUp, {
    body: { username, password1: "password123", password2: "password123" },
  });
  expect(guessable.body).toMatchObject({ password1: ["This password is too common."] });
  const answer = await client.post(signUp, { body: { username, password1: password, password2: password } });
  expect(statusAndBody(answer)).toEqual({ status: 201, body: { token: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect((await client.post(signIn, { body: { username, password } })).status).toBe(200);
});

test("400 for a username that somebody has, also for all but one who want it at once", async () => {
  const body = newAccount();
  const answers = await Promise.all(Array.from({ length: 6 }, () => client.post(signUp, { body })));
  const taken = { status: 400, body: { detail: TAKEN, username: [TAKEN] } };
  expect(answers.filter(({ status }) => status !== 201).map(statusAndBody)).toEqual(Array(5).fill(taken));
  expect(await shop.db.customer.count({ where: { username: body.username } })).toBe(1);
});

test.each([
  ["username", "two words", "Use letters, digits and @ . + - _ only, up to 150 characters."],
  ["password", "short77", "This password is too short. Use at least 8 characters."],
  ["password", "password123", "This password is too common."],
  ["password", "jane.roe.99!", "This password is too similar to your personal information."],
])("400 for the %s %j: %s", async (field, value, text) => {
  const answer = await client.post(signUp, { body: { ...newAccount(), username: "jane.roe.99", [field]: value } });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ detail: expect.any(String), [field]: expect.arrayContaining([text]) });
  expect(await shop.db.customer.count({ where: { username: "jane.roe.99" } })).toBe(0);
});

test("429 after so many accounts in an hour from one address", async () => {
  const env = { ...shop.env, SIGN_UPS_PER_IP_HOUR: 2 };
  await serveWith(shop, { env, limits: createLimits(shop.db, env) }, async () => {
    const headers = { "x-forwarded-for": randomNetwork() };
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await client.post(signUp, { headers, body: newAccount() })).status);
    expect(statuses).toEqual([201, 201, 429]);
  });
});
