import autocannon from "autocannon";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quantile } from "@/e2e/faults/fixtures/load";
import { openShop, type Shop, type Shopper } from "@/e2e/faults/fixtures/shop";
import { report } from "@/e2e/faults/fixtures/table";

/* More than an instance can do: it refuses at once what it cannot do in time. */

const SECONDS = 8;
const AT_EASE = 16;
const TIMES_CAPACITY = 4;
const CONNECTIONS = 400;

let shop: Shop;

beforeAll(async () => {
  shop = await openShop({ instances: 1 });
});

afterAll(() => shop?.close());

test("at four times its capacity an instance answers within a second whom it admits, and refuses the others at once", async () => {
  const capacity = (await run({ connections: AT_EASE })).admitted.length / SECONDS;
  const { admitted, refused, others } = await run({
    connections: CONNECTIONS,
    overallRate: Math.round(capacity * TIMES_CAPACITY),
  });
  const share = refused.length / (admitted.length + refused.length);
  const p99 = quantile(admitted, 0.99);
  const note = [
    `capacity ${capacity.toFixed(0)}/s, offered ${TIMES_CAPACITY} times that on ${CONNECTIONS} connections`,
    `admitted ${(admitted.length / SECONDS).toFixed(0)}/s, p99 ${p99.toFixed(0)} ms`,
    `refused ${(share * 100).toFixed(0)} %, p99 ${quantile(refused, 0.99).toFixed(0)} ms`,
  ].join("; ");
  const statuses = { 200: admitted.length, 503: refused.length, ...others };
  report("overload, four times the capacity", { inFlight: CONNECTIONS, statuses, note });
  expect(others).toEqual({});
  expect(p99).toBeLessThan(1000);
});

/** Reads and changes profiles. @returns how long each answer took, in milliseconds */
async function run(load: { connections: number; overallRate?: number }) {
  const admitted: number[] = [];
  const refused: number[] = [];
  const others: Record<string, number> = {};
  let connection = 0;
  const { errors } = await autocannon({
    url: shop.origins[0] ?? "",
    ...load,
    duration: SECONDS,
    setupClient: (client: autocannon.Client) => {
      client.setRequests(requestsOf(shop.shoppers[connection++ % shop.shoppers.length]));
      client.on("response", (status, _bytes, milliseconds) => {
        if (status === 200) admitted.push(milliseconds);
        else if (status === 503) refused.push(milliseconds);
        else others[status] = (others[status] ?? 0) + 1;
      });
    },
  });
  if (errors > 0) others["no answer"] = errors;
  return { admitted, refused, others };
}

/** Each connection has somebody of its own: two never wait for one row. */
function requestsOf({ headers }: Pick<Shopper, "headers"> = { headers: {} }): autocannon.Request[] {
  const all = { ...headers, "content-type": "application/json" };
  const read = { method: "GET", path: "/users/profile/", headers: all } as const;
  const change = { ...read, method: "PATCH", body: JSON.stringify({ first_name: "Name of a rush" }) } as const;
  return [read, read, change];
}
