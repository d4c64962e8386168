import autocannon, { type Client, type Request } from "autocannon";
import type { Shopper } from "@/bench/database";
import type { RunningStore, Usage } from "@/bench/store";

/** One kind of load, by all its customers in turn. */
export type Load = { connections: number; requests: Request[] };

/** What one run of a load gave: answers a second, latencies in milliseconds, processor time of the server for each answer. */
export type Run = { rate: number; p50: number; p99: number; cpuMicroseconds: number };

/** What is measured, by its title. */
export const LOADS = {
  empty: "empty handler, by Next",
  floor: "floor of GET profile: Node, same statement",
  writeFloor: "floor of PATCH profile: Node, two of them",
  csrf: "GET csrf_token",
  read: "GET profile",
  write: "PATCH profile",
  codes: "code asked and answered, many numbers",
  hotCode: "code asked and answered, one number",
  signIn: "POST login",
  hash: "hash of a password alone",
} as const;

/** Hashing a password takes a whole core: fewer sign in at once. */
const CONNECTIONS = 16;
const SIGN_IN_CONNECTIONS = 4;
/** Who signs in comes back: on a device that is known once everything has been run for the first time. */
export const RETURNING = 48;
/** How many different names a customer's PATCHes go through, so that each one changes something. */
const NAMES = 3;

/** What a signed-in customer's requests send. */
export type Headers = Record<string, string>;

/**
 * The loads on a store, by people who are signed in there. All but the sign-in send the same headers, so that they differ in
 * what the handler does and in nothing else; the empty handler is one of Next's, dispatched by Next.
 */
export function prepareLoads(shoppers: Shopper[], headers: Headers[]): Record<string, Load> {
  const read = (path: string) => readBy(headers, path);
  const patches = Array.from({ length: NAMES }, (_, turn) =>
    headers.map((own, index) => write("PATCH", "/api/users/profile/", { first_name: `Name ${index} ${turn}` }, own)),
  );
  const signIns = shoppers
    .slice(0, RETURNING)
    .map(({ email, password }) => write("POST", "/api/users/login/", { email, password }));
  return {
    [LOADS.empty]: read("/api/bench"),
    [LOADS.csrf]: read("/api/csrf_token/"),
    [LOADS.read]: read("/api/users/profile/"),
    [LOADS.write]: { connections: CONNECTIONS, requests: patches.flat() },
    [LOADS.signIn]: { connections: SIGN_IN_CONNECTIONS, requests: signIns },
  };
}

/** One path, by each customer in turn. */
export function readBy(headers: Headers[], path: string): Load {
  return { connections: CONNECTIONS, requests: headers.map((own) => ({ method: "GET", path, headers: own })) };
}

function write(method: "PATCH" | "POST", path: string, body: object, headers: Headers = {}): Request {
  return { method, path, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

export async function headersOf(url: string, { sessionToken }: Shopper): Promise<Headers> {
  const session = `osessionid=${sessionToken}`;
  const response = await fetch(`${url}/api/csrf_token/`, { headers: { cookie: session } });
  const { csrf_token: token } = (await response.json()) as { csrf_token: string };
  return { cookie: `${session}; csrftoken=${token}`, "x-csrftoken": token, "accept-language": "en" };
}

/**
 * Runs a load for some seconds.
 *
 * @throws when an answer is not 2xx or does not come: such figures would be of something else
 */
export async function runLoad(store: RunningStore, { connections, requests }: Load, seconds: number): Promise<Run> {
  const latencies: number[] = [];
  let connection = 0;
  const before = await store.usage();
  const started = performance.now();
  let ended = started;
  const { non2xx, errors } = await autocannon({
    url: store.url,
    connections,
    duration: seconds,
    sampleInt: 100,
    requests: requests.slice(0, 1),
    // Each connection has customers of its own: two never wait for one row.
    setupClient: (client: Client) => {
      client.setRequests(requests.filter((_, index) => index % connections === connection));
      connection++;
      // autocannon's own histogram counts in whole milliseconds.
      client.on("response", (_status, _bytes, milliseconds) => {
        latencies.push(milliseconds);
        ended = performance.now();
      });
    },
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} answers were not 2xx, ${errors} did not come.`);
  if (latencies.length < connections) throw new Error(`Hardly an answer in ${seconds} s; is the machine busy?`);
  return toRun(latencies, ended - started, before, await store.usage());
}

/** Does something over and over for some seconds, so many at once. @param usage of who does the work */
export async function repeat(
  atOnce: number,
  seconds: number,
  usage: () => Promise<Usage>,
  work: () => Promise<unknown>,
): Promise<Run> {
  const latencies: number[] = [];
  const before = await usage();
  const startedAt = performance.now();
  const workInTurn = async () => {
    let at = startedAt;
    while (at - startedAt < seconds * 1000) {
      await work();
      const now = performance.now();
      latencies.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workInTurn));
  return toRun(latencies, performance.now() - startedAt, before, await usage());
}

function toRun(latencies: number[], milliseconds: number, before: Usage, after: Usage): Run {
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    rate: (latencies.length * 1000) / milliseconds,
    p50: at(0.5),
    p99: at(0.99),
    cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / latencies.length,
  };
}
