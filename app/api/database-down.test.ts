import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { postgresClient } from "@/lib/platform/db";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import { createLimits } from "@/lib/platform/limits";
import { retryAfter } from "@/lib/testing/challenges";
import { as, statusAndBody, withAdminKey, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { BODIES, everyEndpoint, methodsOf, sendTo, WITHOUT_DATABASE } from "@/lib/testing/endpoints";
import { onPostgres, openShop, type Shop, serveNothing, serveWith } from "@/lib/testing/shop";

/** A client of a database server that is not there: nothing listens at that port. */
const nowhere = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:1/none", connectionTimeoutMillis: 2000 });
const unreachable = postgresClient(nowhere);

/** On a busy machine, too. */
const WAIT = { timeout: 20_000, interval: 20 };
const LISTS_ONLY = ["users/login", "users/registration"];

const operations = (await everyEndpoint()).flatMap(({ name, module }) =>
  methodsOf(module)
    .filter((method) => method !== "HEAD")
    .map((method) => ({ name, module, method, isOpen: WITHOUT_DATABASE.includes(`${method} ${name}`) })),
);

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => unreachable.$disconnect());

test.each(operations.filter(({ isOpen }) => !isOpen))(
  "503 while the database cannot be reached at $method $name, with the time to come back",
  async ({ name, module, method }) => {
    const customer = await createCustomer(shop);
    const browser = await as(shop, customer);
    const auth = routeMetaOf(module[method])?.auth;
    const [token, key] = [await withToken(shop, customer), await withAdminKey(shop)];
    const clients = typeof auth === "object" ? [key] : auth === "customer" ? [browser, token] : [browser];
    const body = method === "GET" ? undefined : BODIES[name]?.good();
    await serveWith(shop, { db: unreachable, limits: createLimits(unreachable, shop.env) }, async () => {
      for (const client of clients) {
        const answer = await sendTo(module, method, client, { body });
        const text = "The service is temporarily unavailable. Please try again.";
        const said = LISTS_ONLY.includes(name) ? { detail: [text] } : { detail: text, code: "unavailable" };
        expect(statusAndBody(answer)).toEqual({ status: 503, body: said });
        expect(retryAfter(answer)).toBeGreaterThan(0);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    });
  },
);

/** Tells so in words of its own. */
const READINESS = "health/ready";

test.each(operations.filter(({ isOpen, name }) => isOpen && name !== READINESS))(
  "no fault at $method $name, which needs no database once the process is there; 503 in one that has never had any",
  async ({ module, method }) => {
    const client = await as(shop, await createCustomer(shop));
    await serveWith(shop, { db: unreachable, limits: createLimits(unreachable, shop.env) }, async () =>
      expect((await sendTo(module, method, client)).status).toBeLessThan(500),
    );
    const failure = await unreachable.customer.count().catch((error) => error);
    const answer = await serveNothing(shop, failure, () => sendTo(module, method, client));
    expect(answer.status).toBe(503);
    expect(retryAfter(answer)).toBeGreaterThan(0);
  },
);

describe.runIf(onPostgres())("while PostgreSQL drops its connections", () => {
  const body = { first_name: "Changed", email_allowed: true, attributes: { size: "M" } };
  let admin: pg.Client;
  beforeEach(async () => {
    admin = new pg.Client({ connectionString: shop.env.DATABASE_URL });
    await admin.connect();
  });
  afterEach(() => admin.end());

  /** Starts a change of a customer whose row is locked. @returns `drop` its connection, if it waits for that row by now */
  async function startChange(customer: Awaited<ReturnType<typeof createCustomer>>) {
    const client = await as(shop, customer);
    await admin.query("BEGIN");
    await admin.query("SELECT 1 FROM customer WHERE id = $1 FOR UPDATE", [customer.id]);
    const inFlight = client.patch(profile, { body });
    const others = "FROM pg_stat_activity WHERE datname = current_database()";
    const drop = async () => {
      // Else a transaction sees who waited when it first looked.
      await admin.query("SELECT pg_stat_clear_snapshot()");
      const dropped = await admin.query(
        `SELECT pg_terminate_backend(pid, 5000) ${others} AND wait_event_type = 'Lock'`,
      );
      return dropped.rowCount === 1;
    };
    return { client, inFlight, drop };
  }

  test("a change that met it is made once, on another connection", async () => {
    const customer = await createCustomer(shop);
    const { inFlight, drop } = await startChange(customer);
    await vi.waitFor(async () => expect(await drop()).toBe(true), WAIT);
    await admin.query("ROLLBACK");
    expect(await inFlight).toMatchObject({ status: 200, body: { first_name: "Changed" } });
    expect(await shop.db.consentEvent.count({ where: { customerId: customer.id } })).toBe(1);
  });

  test("a change that meets it again and again is 503 and not half done, and the next request finds a database", async () => {
    const customer = await createCustomer(shop);
    const { client, inFlight, drop } = await startChange(customer);
    let isAnswered = false;
    inFlight.finally(() => {
      isAnswered = true;
    });
    await vi.waitFor(async () => {
      await drop();
      expect(isAnswered).toBe(true);
    }, WAIT);
    const answer = await inFlight;
    expect(answer.status).toBe(503);
    expect(retryAfter(answer)).toBeGreaterThan(0);
    await admin.query("ROLLBACK");
    const after = await vi.waitFor(async () => {
      const read = await client.get(profile);
      expect(read.status).toBe(200);
      return read.body;
    });
    expect(after).toMatchObject({ first_name: "John", email_allowed: null, attributes: {} });
    expect(await shop.db.consentEvent.count({ where: { customerId: customer.id } })).toBe(0);
  });
});
