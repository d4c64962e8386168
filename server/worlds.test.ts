import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import * as outbox from "@/app/api/dev/outbox/route";
import * as clock from "@/app/api/dev/worlds/[id]/clock/route";
import * as faults from "@/app/api/dev/worlds/[id]/faults/route";
import * as personas from "@/app/api/dev/worlds/[id]/personas/route";
import * as reset from "@/app/api/dev/worlds/[id]/reset/route";
import * as world from "@/app/api/dev/worlds/[id]/route";
import * as worldsRoute from "@/app/api/dev/worlds/route";
import * as card from "@/app/api/loyalty-card/loyalty_card/route";
import * as deletion from "@/app/api/users/deletion/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as profile from "@/app/api/users/profile/route";
import * as segments from "@/app/api/users/segments/route";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { type Deps, setDeps, withDeps } from "@/lib/deps";
import { newBrowser } from "@/lib/testing/browser";
import { otherThan, wrongCodes } from "@/lib/testing/challenges";
import { type Answer, type Client, clientWith, guest } from "@/lib/testing/client";
import { onPostgres, openShop, type Shop } from "@/lib/testing/shop";
import { getWorld, type Worlds } from "@/lib/worlds/service";
import { createApiServer } from "@/server/api";
import { createHttpServer, type HttpServer } from "@/server/http-server";
import { chooseWorld } from "@/server/world-choice";
import { createWorldDatabases, type WorldDatabases } from "@/server/world-database";
import { createWorlds } from "@/server/worlds";

let plain: Shop;
let worlds: Worlds;
/** Whose templates take some seconds to make. */
let databases: WorldDatabases;
let http: HttpServer;
let origin: string;

beforeAll(async () => {
  plain = await openShop();
  const shop: Deps = { ...plain };
  databases = createWorldDatabases(shop.env);
  worlds = createWorlds(shop, databases);
  shop.worlds = worlds;
  setDeps(shop);
  const answersApi = createApiServer((error) => {
    throw error;
  });
  http = createHttpServer(chooseWorld(worlds, (request, response) => void answersApi(request, response)));
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  origin = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  setDeps(plain);
  await http.drain();
  await worlds.close();
});

const PERSONA = "persona-1@world.example";
const manage = (endpoint: Parameters<Client["post"]>[0], id: string, body: object = {}) =>
  guest().post(endpoint, { params: { id }, body });

/** A world until the test ends. `in` does work in it, as a request with its name does. */
async function newWorld(seed?: "demo" | "empty") {
  const { status, body } = await guest().post(worldsRoute, { body: seed ? { seed } : {} });
  expect(status).toBe(201);
  const { id } = body;
  onTestFinished(async () => void (await guest().delete(world, { params: { id } })));
  const inside = <Result>(work: () => Result): Result => withDeps(getWorld({ worlds }, id).deps, work);
  return {
    id: String(id),
    in: inside,
    travel: (advance: string) => manage(clock, id, { advance }),
    fail: (body: object) => manage(faults, id, body),
    async persona(wanted: object = {}) {
      const made = await manage(personas, id, wanted);
      expect(made.status).toBe(201);
      const client = clientWith({ authorization: `Token ${made.body.token}` });
      return { ...made.body, client, cookie: made.body.cookies[0].value };
    },
    messages: (query: Record<string, string>) =>
      inside(() => guest().get(outbox, { query: new URLSearchParams(query).toString() })),
    /** Signs in by code as far as the code. */
    async ask(phone: string) {
      const browser = newBrowser();
      const send = (more: object = {}) => inside(() => browser.post(otpLogin, { body: { phone, ...more } }));
      return { asked: await send(), send };
    },
  };
}

const codeOf = ({ body }: Answer) => String(body[0]?.code);

test("the same people with the same numbers are in each world, and nobody of one is in another or in the shop", async () => {
  const [one, two] = [await newWorld(), await newWorld()];
  const [here, there] = [await one.persona(), await two.persona()];
  expect([here.email, here.phone]).toEqual([PERSONA, "+905551010000"]);
  expect([there.email, there.phone]).toEqual([here.email, here.phone]);
  await one.in(() => here.client.patch(profile, { body: { first_name: "Here" } }));
  expect((await one.in(() => here.client.get(profile))).body.first_name).toBe("Here");
  expect((await two.in(() => there.client.get(profile))).body.first_name).toBe("Jane");
  expect((await two.in(() => here.client.get(profile))).status).toBe(401);
  expect((await here.client.get(profile)).status).toBe(401);
  expect(await plain.db.customer.count({ where: { email: PERSONA } })).toBe(0);
});

test("the header or the cookie chooses the world, the header first; none is the shop itself", async () => {
  const [one, two] = [await newWorld(), await newWorld()];
  const { token } = await one.persona();
  const read = (headers: Record<string, string>) =>
    fetch(`${origin}/users/profile/`, { headers: { authorization: `Token ${token}`, ...headers } });
  expect((await read({ "x-world": one.id })).status).toBe(200);
  expect((await read({ "x-world": one.id })).headers.get("x-world")).toBe(one.id);
  expect((await read({ cookie: `a=b; world=${one.id}` })).status).toBe(200);
  expect((await read({ cookie: `world=${one.id}`, "x-world": two.id })).status).toBe(401);
  expect((await read({})).status).toBe(401);
});

test("404 that names it for a world that is not there, whatever is asked for, so that nobody reads another's data", async () => {
  const { id } = await newWorld();
  await guest().delete(world, { params: { id } });
  for (const place of ["/users/profile/", "/api/csrf_token/", "/nowhere"]) {
    for (const headers of [{ "x-world": id }, { cookie: `world=${id}` }] as Record<string, string>[]) {
      const answer = await fetch(`${origin}${place}`, { headers });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ detail: expect.stringContaining(id), code: "world_unknown" });
    }
  }
  const told = { "accept-language": "de", accept: "application/problem+json" };
  const problem = await fetch(`${origin}/users/profile/`, { headers: { "x-world": id, ...told } });
  expect(await problem.json()).toMatchObject({
    ...{ type: "/docs#world_unknown", status: 404, detail: expect.stringContaining(`Die Welt ${id} gibt es nicht`) },
    request_id: problem.headers.get("x-request-id"),
  });
  const made = await fetch(`${origin}/api/dev/worlds`, {
    method: "POST",
    headers: { "x-world": id, "content-type": "application/json" },
    body: "{}",
  });
  expect(made.status).toBe(201);
  await guest().delete(world, { params: { id: (await made.json()).id } });
});

test("404 in production, where nothing makes worlds, at every operation of theirs", async () => {
  const { id } = await newWorld();
  const production: Deps = { ...plain, env: { ...plain.env, APP_MODE: "production" }, worlds: null };
  await withDeps(production, async () => {
    const params = { id };
    const answers = [
      await guest().post(worldsRoute, { body: {} }),
      await guest().delete(world, { params }),
      await guest().post(reset, { params }),
      await guest().post(clock, { params, body: { advance: "PT1S" } }),
      await guest().post(faults, { params, body: { target: "sms", fault: "refused" } }),
      await guest().delete(faults, { params }),
      await guest().post(personas, { params, body: {} }),
    ];
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({ status: 404, body: { detail: "Not found.", code: "not_found" } });
    }
  });
});

test("a reset brings back how it began, time, faults and limits included; an empty one has nobody", async () => {
  const one = await newWorld();
  await one.persona();
  await one.travel("P2D");
  await one.fail({ target: "sms", fault: "refused" });
  expect((await manage(reset, one.id)).body).toMatchObject({ id: one.id, seed: "demo" });
  const { deps, faults: left } = getWorld({ worlds }, one.id);
  expect(Math.abs(deps.now().getTime() - Date.now())).toBeLessThan(1000);
  expect(left).toEqual([]);
  expect(await deps.db.customer.count()).toBe(5);
  expect((await one.persona()).email).toBe(PERSONA);
  const empty = await newWorld("empty");
  expect(await getWorld({ worlds }, empty.id).deps.db.customer.count()).toBe(0);
});

test("there are at most sixteen at once, and 429 until one ends", async () => {
  const made = await Promise.all(
    Array.from({ length: 17 }, () => guest().post(worldsRoute, { body: { seed: "empty" } })),
  );
  expect(made.map(({ status }) => status).sort()).toEqual([...Array(16).fill(201), 429]);
  for (const { body } of made) if (body.id) await guest().delete(world, { params: { id: body.id } });
});

// On PostgreSQL a world is the server's: what is left of it here is small, and goes with connections that it opened.
describe.skipIf(onPostgres())("memory", () => {
  const alive = (shops: WeakRef<object>[]) => shops.filter((shop) => shop.deref() !== undefined).length;

  test("is given back a moment after a world has ended, though nobody asks for anything any more", async () => {
    const one = await newWorld();
    await one.persona();
    const shops = [new WeakRef(getWorld({ worlds }, one.id).deps)];
    await guest().delete(world, { params: { id: one.id } });
    await expect.poll(() => alive(shops), { timeout: 20_000 }).toBe(0);
  });

  test("is given back after an hour of rest, that of the world that was made in advance, too", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const shops: WeakRef<object>[] = [];
    const child: Deps["log"]["child"] = (...bindings) => {
      const log = plain.log.child(...bindings);
      shops.push(new WeakRef(log));
      return log;
    };
    const log = Object.assign(Object.create(plain.log), { child });
    const resting = createWorlds({ ...plain, log }, { ...databases, close: async () => {} });
    const { id } = await resting.create("empty");
    vi.advanceTimersByTime(59 * 60_000);
    expect(resting.find(id)).not.toBeNull();
    vi.advanceTimersByTime(62 * 60_000);
    expect(resting.find(id)).toBeNull();
    await expect.poll(() => alive(shops), { timeout: 30_000 }).toBe(0);
    expect(shops).toHaveLength(2);
    await resting.close();
  });
});

describe("a world's time", () => {
  test("ends a code after five minutes, in the database too", async () => {
    const one = await newWorld();
    const { phone } = await one.persona();
    const { send } = await one.ask(phone);
    const code = codeOf(await one.messages({ to: phone }));
    await one.travel("PT4M");
    expect((await send({ code: otherThan(code) })).body.error_code).toBe("sms_verification_100_2");
    await one.travel("PT2M");
    expect((await send({ code })).body.error_code).toBe("sms_verification_100_4");
    const { deps } = getWorld({ worlds }, one.id);
    const [row] = await deps.db.$queryRawUnsafe<{ now: Date }[]>("SELECT now() AS now");
    expect(Math.abs(Number(row?.now) - Date.now() - 360_000)).toBeLessThan(5000);
  });

  test("ends a lock of a day and the limits of messages", async () => {
    const one = await newWorld();
    const { phone } = await one.persona();
    const { send } = await one.ask(phone);
    for (const code of wrongCodes(5)) await send({ code });
    await send({ resend: true });
    for (const code of wrongCodes(10).slice(5)) await send({ code });
    await one.travel("PT23H");
    expect((await one.ask(phone)).asked.status).toBe(429);
    await one.travel("PT1H1M");
    const again = await one.ask(phone);
    expect(again.asked.status).toBe(200);
    expect((await again.send({ code: codeOf(await one.messages({ to: phone })) })).status).toBe(200);
  });

  test("ends sessions that rest for two weeks, and is the server's own after a reset", async () => {
    const one = await newWorld();
    const { cookie } = await one.persona();
    const browser = clientWith({ cookie: `osessionid=${cookie}` });
    const read = async () => (await one.in(() => browser.get(profile))).status;
    await one.travel("P13D");
    expect(await read()).toBe(200);
    await one.travel("P15D");
    expect(await read()).toBe(401);
    const { now } = (await manage(clock, one.id, { reset: true })).body;
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(1000);
    const at = "2031-01-01T00:00:00Z";
    expect((await manage(clock, one.id, { at })).body.now.slice(0, 16)).toBe("2031-01-01T00:00");
  });

  test("deletes an account when its days are over, and takes points that have expired, before it answers", async () => {
    const one = await newWorld();
    const leaver = await one.persona();
    const member = await one.persona({ points: 250 });
    const asked = await one.in(() => leaver.client.post(deletion, { body: { password: DEMO_PASSWORD } }));
    expect(asked.status).toBe(200);
    const { db } = getWorld({ worlds }, one.id).deps;
    const count = () => db.customer.count({ where: { id: leaver.id } });
    await one.travel("P13D");
    expect(await count()).toBe(1);
    await one.travel("P1DT1H");
    expect(await count()).toBe(0);
    const total = async () => {
      const entries = await db.loyaltyEntry.findMany({ where: { member: { email: member.email } } });
      return entries.reduce((sum, { points }) => sum + Number(points), 0);
    };
    expect(await total()).toBe(250);
    await one.travel("P400D");
    expect(await total()).toBe(0);
  });

  test("400 for a duration that is none, and for none or two moves at once", async () => {
    const { id } = await newWorld("empty");
    const bodies = [{ advance: "5m" }, { advance: "P1M" }, { advance: "P" }, {}, { advance: "PT1S", reset: true }];
    for (const body of bodies) expect([body, (await manage(clock, id, body)).status]).toEqual([body, 400]);
  });
});

describe("personas", () => {
  test("have what is asked for, in segments, points, card and consents, and are signed in by cookie and token", async () => {
    const one = await newWorld();
    const made = await one.persona({
      ...{
        first_name: "Zoë",
        language: "tr",
        phone: "+905321112233",
        email: "zoe@world.example",
        password: "tangerine bicycle",
      },
      ...{ segments: ["Manager Segment", "107"], points: 40, sms_allowed: true, call_allowed: false },
    });
    const { body } = await one.in(() => clientWith({ cookie: `osessionid=${made.cookie}` }).get(profile));
    expect(body).toMatchObject({
      ...{ id: made.id, first_name: "Zoë", language_code: "tr-tr", phone: "+905321112233" },
      ...{ email_allowed: null, sms_allowed: true, call_allowed: false },
    });
    const own = (await one.in(() => made.client.get(segments))).body;
    expect(JSON.stringify(own)).toContain("Manager Segment");
    expect((await one.in(() => made.client.get(card))).body.card.attributes).toBeDefined();
    const { deps } = getWorld({ worlds }, one.id);
    const row = await deps.db.customer.findUniqueOrThrow({ where: { id: made.id }, select: { activeSegmentId: true } });
    expect(row.activeSegmentId).toBe(108);
    const [session, choice] = made.cookies;
    expect(session).toEqual({
      ...{ name: "osessionid", value: made.cookie, url: plain.env.APP_URL },
      ...{ httpOnly: true, secure: false, sameSite: "Lax" },
    });
    expect(choice).toMatchObject({ name: "world", value: one.id });
  });

  test("are the demo's by their names, as they are", async () => {
    const one = await newWorld();
    const john = await one.persona({ as: "john.new" });
    expect([john.email, john.phone, john.password]).toEqual(["john.new@example.com", null, DEMO_PASSWORD]);
    expect((await one.in(() => john.client.get(profile))).body.first_name).toBe("John");
  });

  test("400 by its field for what there is not, or is somebody's", async () => {
    const one = await newWorld();
    const wrong = { as: "nobody", segments: ["None"], email: "john.doe@example.com", phone: "0532 123 45 67" };
    for (const [field, value] of Object.entries(wrong)) {
      const { status, body } = await manage(personas, one.id, { [field]: value });
      expect({ status, fields: Object.keys(body) }).toEqual({ status: 400, fields: [field] });
    }
  });
});

describe("outcomes", () => {
  test("are chosen by the number: refused, unreachable, twenty seconds late, and never", async () => {
    const one = await newWorld();
    const status = async (phone: string) => (await one.ask(phone)).asked.status;
    await one.persona({ phone: "+905550000002" });
    await one.persona({ phone: "+905550000003" });
    await one.persona({ phone: "+905550000004" });
    await one.persona({ phone: "+905550000005" });
    expect(await status("+905550000002")).toBe(503);
    expect(await status("+905550000003")).toBe(400);
    expect(await status("+905550000004")).toBe(200);
    expect(await status("+905550000005")).toBe(200);
    const count = async (to: string) => (await one.messages({ to })).body.length;
    expect(await count("+905550000004")).toBe(0);
    await one.travel("PT21S");
    expect(await count("+905550000004")).toBe(1);
    expect(await count("+905550000005")).toBe(0);
  });

  test("a gateway fails as often as it is told to, and its world alone", async () => {
    const [one, two] = [await newWorld(), await newWorld()];
    const { phone } = await one.persona();
    await two.persona();
    await one.fail({ target: "sms", fault: "refused", times: 1 });
    expect((await two.ask(phone)).asked.status).toBe(200);
    expect((await one.ask(phone)).asked.status).toBe(503);
    expect((await one.ask(phone)).asked.status).toBe(200);
  });

  test("the programme, the database and the storage fail until the faults are taken away", async () => {
    const one = await newWorld();
    const { client } = await one.persona({ points: 10 });
    const statusOf = async (endpoint: Parameters<Client["get"]>[0]) =>
      (await one.in(() => client.get(endpoint))).status;
    await one.fail({ target: "database", fault: "away", operation: "select" });
    expect(await statusOf(profile)).toBe(503);
    await guest().delete(faults, { params: { id: one.id } });
    expect(await statusOf(profile)).toBe(200);
    await one.fail({ target: "loyalty", fault: "unavailable" });
    await one.travel("PT10M");
    expect((await one.in(() => client.get(card))).body.errors ?? (await statusOf(card))).not.toBe(200);
  });

  test("400 for a fault that its target does not have", async () => {
    const { id } = await newWorld("empty");
    expect((await manage(faults, id, { target: "mail", fault: "away" })).body).toEqual({
      fault: ["This is not a valid choice."],
    });
  });
});

describe("the mailbox", () => {
  test("tells what a message is about, waits for one, and is emptied", async () => {
    const one = await newWorld();
    const { phone } = await one.persona();
    const waiting = one.messages({ to: phone, wait: "20" });
    await one.ask(phone);
    const [message] = (await waiting).body;
    expect(message).toMatchObject({
      channel: "sms",
      purpose: "sign_in",
      link: null,
      code: expect.stringMatching(/^\d{6}$/),
    });
    expect((await one.messages({ to: phone, since: message.id })).body).toEqual([]);
    expect((await one.messages({ to: phone, purpose: "phone_change" })).body).toEqual([]);
    await one.in(() => guest().delete(outbox, { query: new URLSearchParams({ to: phone }).toString() }));
    expect((await one.messages({ to: phone })).body).toEqual([]);
  });
});

test.runIf(!onPostgres())(
  "a world keeps nothing of the shop's database, and the shop nothing of its clock",
  async () => {
    await newWorld("empty");
    const rows = await plain.db.$queryRawUnsafe<object[]>("SELECT 1 FROM pg_namespace WHERE nspname = 'clock'");
    expect(rows).toEqual([]);
  },
);
