import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectAllAnswered, expectHonest } from "@/e2e/faults/fixtures/expectations";
import { type HttpClient, openHttpClient } from "@/e2e/faults/fixtures/http-client";
import { openJournal } from "@/e2e/faults/fixtures/journal";
import { type Outcome, quantile, startLoad, type Work } from "@/e2e/faults/fixtures/load";
import { until } from "@/e2e/faults/fixtures/programs";
import { openShop, type Shop, type Shopper } from "@/e2e/faults/fixtures/shop";
import { post, reading } from "@/e2e/faults/fixtures/shopping";
import { report } from "@/e2e/faults/fixtures/table";
import type { FaultName } from "@/lib/testing/faulty-service";
import { type ReferenceServer, startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";

/* The loyalty programme is slow, silent, or talks nonsense, while members look at their cards and others at their profiles. */

const MEMBERS = 8;
/** What an answer may cost that the breaker gives. */
const BREAKER_MS = 50;
const CARD = "/loyalty-card/loyalty_card/";
const READ_PROFILE = "read the profile";
const READ_CARD = "read the card";

let shop: Shop;
let programme: ReferenceServer;
let members: Shopper[];
let others: Shopper[];

beforeAll(async () => {
  const secret = randomBytes(16).toString("hex");
  programme = await startLoyaltyReferenceServer({ secret });
  shop = await openShop({ settings: { LOYALTY_HTTP_SECRET: secret } });
  const setting = { provider: "http", base_url: programme.url, secret: { env: "LOYALTY_HTTP_SECRET" } };
  await shop.query("INSERT INTO setting (name, value) VALUES ('CUSTOMER_LOYALTY_CARD_SERVICE', $1)", [
    JSON.stringify(setting),
  ]);
  members = shop.shoppers.slice(0, MEMBERS);
  others = shop.shoppers.slice(MEMBERS, 2 * MEMBERS);
  for (const member of members) await until("the member has joined", async () => (await join(member)) === 201);
});

afterEach(() => programme.heal());

afterAll(async () => {
  await shop?.close();
  await programme?.close();
});

test.for<{ fault: FaultName; ms?: number }>([
  { fault: "slow", ms: 5000 },
  { fault: "blackhole" },
  { fault: "error" },
  { fault: "garbage" },
  { fault: "half_body" },
])("a programme that answers with $fault delays no profile, and cards come without new points", async (fault) => {
  const before = startLoad(shop.origins, others.map(reading), openJournal());
  await until("profiles are read", () => before.outcomes.length > 1000);
  await before.finish();

  const seen: SeenCard[] = [];
  const works = [...others.map(reading), ...members.map((member) => readingCard(member, seen))];
  const load = startLoad(shop.origins, works, openJournal());
  await until("cards are current", () => seen.filter(({ isCurrent }) => isCurrent).length > 20);
  const usual = medianOf(load.outcomes.filter(({ work }) => work === READ_CARD));
  programme.plant(fault);
  const planted = performance.now();
  await until("no answer from before is on its way", () => seen.filter(({ at }) => at > planted).length > 2 * MEMBERS);
  // The programme is asked for points that are older than two minutes.
  await shop.query("UPDATE loyalty_card SET points_at = now() - interval '1 hour'");
  const broken = performance.now();
  const during = (work: string) => load.outcomes.filter((one) => one.work === work && one.endedAt > broken);
  await until("cards come at once", () => during(READ_CARD).length > 400, 60_000);
  const cards = during(READ_CARD);
  programme.heal();
  const healed = performance.now();
  await until("cards are current again", () => seen.some(({ at, isCurrent }) => at > healed && isCurrent), 20_000);
  const healedAfterMs = performance.now() - healed;
  const { inFlight, statuses, unanswered } = await load.finish();

  const profiles = [before.outcomes, during(READ_PROFILE)].map((outcomes) => quantile(timesOf(outcomes), 0.95));
  const slowest = quantile(timesOf(cards), 1);
  const later = medianOf(cards.slice(-200));
  const note = `cards ${usual.toFixed(0)} ms (median), then at most ${slowest.toFixed(0)} ms, then ${later.toFixed(0)} ms (median); p95 of profiles ${profiles.map((figure) => figure.toFixed(0)).join(" → ")} ms`;
  report(`loyalty programme: ${fault.fault}`, { inFlight, statuses, unanswered, healedAfterMs, note });
  expect(statuses).toEqual({ 200: expect.any(Number) });
  expectAllAnswered({ unanswered });
  expect(seen.every(({ hasCard }) => hasCard)).toBe(true);
  expect(seen.filter(({ at, isCurrent }) => at > broken && at < healed && isCurrent).length).toBeLessThan(MEMBERS);
  expect(slowest).toBeLessThan(3000);
  expect(later).toBeLessThan(usual + BREAKER_MS);
});

test("joins whose answer is lost are asked for again, and make one account each", async () => {
  const joiners = shop.shoppers.slice(2 * MEMBERS, 4 * MEMBERS);
  programme.plant({ fault: "lost_response", operation: "create", times: 3 });
  const journal = openJournal();
  const load = startLoad(
    shop.origins,
    joiners.map((joiner): Work => {
      let isMember = false;
      return async (send, { add }) => {
        if (isMember) return void (await reading(joiner)(send, journal));
        const answer = await send("join", "/loyalty-card/add_loyalty_card_otp/", joining(joiner));
        // The store may have finished by itself before it was asked again: then there is a card already.
        isMember = answer !== null || (await hasOneAccount(joiner));
        if (isMember) add("card", () => hasOneAccount(joiner));
      };
    }),
    journal,
  );
  await load.untilAcknowledged(joiners.length, 60_000);
  const summary = await load.finish();
  report("loyalty programme: its answer to three joins is lost", summary);
  expectHonest(load, summary, [406]);
  expectAllAnswered(summary);
  expect(summary.statuses[503]).toBeGreaterThan(0);
});

test("joins cut off by a kill between the programme and our database are finished within a minute", async () => {
  const joiners = shop.shoppers.slice(4 * MEMBERS, 4 * MEMBERS + 4);
  const [first, second] = shop.instances;
  if (!first || !second) throw new Error("There are no two instances.");
  // What broke before may still keep the instance from asking the programme.
  await until("points are current", () => hasCurrentPoints(first.url));
  const created = programme.calls.create ?? 0;
  programme.plant({ fault: "slow", operation: "create", ms: 600_000 });
  const cut = joiners.map((joiner) =>
    openHttpClient().call(`${first.url}/loyalty-card/add_loyalty_card_otp/`, joining(joiner)),
  );
  await until("the programme has made the accounts", () => (programme.calls.create ?? 0) - created >= joiners.length);
  await first.end("SIGKILL");
  const killed = performance.now();
  programme.heal();
  for (const answer of await Promise.all(cut)) expect(answer).toMatchObject({ unanswered: "cut" });
  for (const joiner of joiners) {
    await until("the card is there", () => hasOneAccount(joiner, second.url), 60_000);
  }
  const healedAfterMs = performance.now() - killed;
  report("instance killed after the programme made an account", {
    inFlight: joiners.length,
    healedAfterMs,
    note: `${joiners.length} joins finished by the other instance`,
  });
  expect(healedAfterMs).toBeLessThan(60_000);
});

const client: HttpClient = openHttpClient();

async function join(shopper: Shopper): Promise<number> {
  const answer = await client.call(`${shop.instances[0]?.url}/loyalty-card/add_loyalty_card_otp/`, joining(shopper));
  return "status" in answer ? answer.status : 0;
}

/** The phone that `fill` gave to each of them, by their address. */
function joining({ email, headers }: Shopper) {
  const number = /\d+/.exec(email)?.[0] ?? "";
  return post(headers, {
    first_name: "Shopper",
    last_name: `Number ${number}`,
    email,
    phone: `+90532${number.padStart(7, "0")}`,
    gender: "female",
    date_of_birth: "1987-03-22",
  });
}

async function hasOneAccount({ email, headers }: Shopper, origin = shop.origins[0]): Promise<boolean> {
  const answer = await client.call(`${origin}${CARD}`, { headers });
  const card = "status" in answer && answer.status === 200 ? JSON.parse(answer.text).card : null;
  const accounts = programme.members().filter((member) => member.email === email);
  return accounts.length === 1 && card?.attributes.account_number === accounts[0]?.account_number;
}

async function hasCurrentPoints(origin: string): Promise<boolean> {
  await shop.query("UPDATE loyalty_card SET points_at = now() - interval '1 hour'");
  const answer = await client.call(`${origin}${CARD}`, { headers: members[0]?.headers ?? {} });
  return "status" in answer && JSON.parse(answer.text).errors === null;
}

const timesOf = (outcomes: readonly Outcome[]) => outcomes.map(({ milliseconds }) => milliseconds);
const medianOf = (outcomes: readonly Outcome[]) => quantile(timesOf(outcomes), 0.5);

/** What members saw of their cards. */
type SeenCard = { at: number; hasCard: boolean; isCurrent: boolean };

function readingCard({ headers }: Shopper, seen: SeenCard[]): Work {
  return async (send) => {
    const answer = await send(READ_CARD, CARD, { headers });
    if (!answer) return;
    const { card, errors } = JSON.parse(answer.text);
    seen.push({ at: performance.now(), hasCard: card !== null, isCurrent: errors === null });
  };
}
