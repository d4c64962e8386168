import { expect, test } from "vitest";
import * as emailChange from "@/app/api/users/email-change/route";
import * as exporting from "@/app/api/users/export/route";
import * as profile from "@/app/api/users/profile/route";
import * as tokens from "@/app/api/users/tokens/route";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import type { Answer } from "@/lib/testing/client";
import { TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { everyEndpoint, methodsOf, sendTo } from "@/lib/testing/endpoints";
import { picture, upload } from "@/lib/testing/images";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";

/* Two customers ask for everything there is, in turns and at once: nobody is answered anything of the other. */

const loyalty = openLoyaltyShop("embedded");

/** Without a card, or with a wallet, only: their own tests ask for them as somebody else. */
const ELSEWHERE = ["loyalty-card/account_proof", "loyalty-card/wallet/apple", "loyalty-card/wallet/google"];

const ASKING = new Set<unknown>(["customer", "optional"]);

const asked = (await everyEndpoint()).filter(
  ({ name, module }) =>
    methodsOf(module).includes("GET") && ASKING.has(routeMetaOf(module.GET)?.auth) && !ELSEWHERE.includes(name),
);

/** What each has of each kind: no two people's words are alike, nor a part of each other. */
async function somebody(word: string) {
  const { shop } = loyalty;
  const own = { firstName: `First${word}`, lastName: `Last${word}`, username: `user-${word}-${uniquePhone()}` };
  const { customer, client, accountNumber } = await newMemberOf(shop, { ...own, attributes: { note: `Note${word}` } });
  const segment = await createSegment(shop, { customers: [customer] });
  await loyalty.addPoints(accountNumber, 30);
  const form = new FormData();
  form.append("avatar", upload(await picture("png")));
  form.append("email_allowed", "true");
  await client.patch(profile, { body: form });
  const [phone, email] = [uniquePhone(), uniqueEmail()];
  await client.patch(profile, { body: { phone } });
  await client.post(emailChange, { body: { email, emailConfirm: email, password: TEST_PASSWORD } });
  const { token } = (await client.post(tokens, { body: { name: `Token${word}` } })).body;
  const { url } = (await client.post(exporting, { body: {} })).body;
  const row = await shop.db.customer.findUniqueOrThrow({
    where: { id: customer.id },
    select: { email: true, phone: true, avatar: true, passwordHash: true },
  });
  const words = [
    ...[own.firstName, own.lastName, own.username, `Note${word}`, `Token${word}`, token, segment.name],
    ...[row.email, row.phone, row.phone?.slice(1), row.avatar, row.passwordHash, phone, email, accountNumber],
  ].map(String);
  const params = { key: /export\/([^/]+)\//.exec(url)?.[1] ?? "", purpose: "phone_change" };
  return { client, words, params };
}

type Person = Awaited<ReturnType<typeof somebody>>;

let people: Promise<[Person, Person]> | undefined;
/** Made once: nobody changes anything here. */
const twoPeople = () => {
  people ??= somebody("Amber").then(async (one) => [one, await somebody("Cobalt")]);
  return people;
};

/** The numbers of rows, with where they stand: they are small, and rows of two tables may have the same. */
function idsIn(value: unknown, place = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === "id" || key === "pk") && typeof inner === "number"
      ? [`${place}:${inner}`]
      : idsIn(inner, Array.isArray(value) ? place : `${place}.${key}`),
  );
}

/** Answers that are the same for all, or say numbers only. */
const NAMELESS = [
  ...["account/loyalty", "account/loyalty-account-balance", "loyalty-card/add_loyalty_card", "loyalty-card/ledger"],
  ...["users/deletion", "users/fresh-sign-in"],
  ...["users/identities", "users/passkeys", "verification/[purpose]"],
];

const textOf = ({ body, headers }: Answer) =>
  (body instanceof Uint8Array ? new TextDecoder().decode(body) : JSON.stringify(body)) + JSON.stringify([...headers]);

test.each(asked)("GET $name answers each with what is theirs alone, and keeps nothing", async ({ name, module }) => {
  const [one, other] = await twoPeople();
  const get = async ({ client, params }: Person, call = {}) => {
    const answer = await sendTo(module, "GET", client, { params, ...call });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    return answer;
  };
  const first = await get(one);
  const inTurns = [first, await get(other), await get(one), await get(other)];
  const atOnce = await Promise.all([one, other, one, other].map((person) => get(person)));
  for (const [index, answer] of [...inTurns, ...atOnce].entries()) {
    const [owner, stranger] = index % 2 === 0 ? [one, other] : [other, one];
    const text = textOf(answer);
    expect([200, 302]).toContain(answer.status);
    expect(stranger.words.filter((word) => text.includes(word))).toEqual([]);
    const isTheirs = owner.words.some((word) => text.includes(word)) || idsIn(answer.body).length > 0;
    expect(isTheirs).toBe(!NAMELESS.includes(name));
  }
  const ids = idsIn(first.body);
  const shared = (answer: Answer | undefined) => idsIn(answer?.body).filter((id) => ids.includes(id));
  expect(shared(inTurns[1])).toEqual([]);

  // What is the other's, in whatever place there is for it.
  const id = ids[0]?.split(":")[1] ?? "1";
  const query = new URLSearchParams({ before: id, id, to: one.words.join() }).toString();
  const headers = { "if-none-match": first.headers.get("etag") ?? "none" };
  const prying = await get(other, { query, headers });
  expect(prying.status).not.toBe(304);
  expect(one.words.filter((word) => textOf(prying).includes(word))).toEqual([]);
  expect(shared(prying)).toEqual([]);
});
