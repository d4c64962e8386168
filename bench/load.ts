import autocannon, { type Client, type Request } from "autocannon";
import type { Shopper } from "@/bench/database";
import { CONNECTIONS, SIGN_IN_CONNECTIONS } from "@/bench/settings";

/*
 * The loads. All but the sign-in send the same headers, so that they differ in what the handler does and in nothing else.
 */

/** One kind of load on one server. */
export type Load = { name: string; url: string; connections: number; requests: Request[] };

/** What one run of a load gave: answers a second, and latencies in milliseconds. */
export type Run = { rate: number; p50: number; p99: number };

/** How many different names a customer's PATCHes go through, so that each one changes something. */
const NAMES = 3;

/** The loads on one server, by people who are signed in there. */
export async function prepareLoads(url: string, shoppers: Shopper[]): Promise<Record<LoadName, Load>> {
  const headers: Record<string, string>[] = [];
  for (const shopper of shoppers) headers.push(await headersOf(url, shopper));
  const get = (path: string): Request[] => headers.map((own) => ({ method: "GET", path, headers: own }));
  const patches = Array.from({ length: NAMES }, (_, turn) =>
    headers.map(
      (own, index): Request => ({
        method: "PATCH",
        path: "/api/users/profile/",
        headers: { ...own, "content-type": "application/json" },
        body: JSON.stringify({ first_name: `Name ${index} ${turn}` }),
      }),
    ),
  ).flat();
  const signIns = shoppers.map(
    ({ email, password }): Request => ({
      method: "POST",
      path: "/api/users/login/",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    }),
  );
  return {
    empty: { name: "empty handler, by Next", url, connections: CONNECTIONS, requests: get("/api/bench") },
    light: { name: "csrf_token, no database", url, connections: CONNECTIONS, requests: get("/api/csrf_token/") },
    get: { name: "GET profile", url, connections: CONNECTIONS, requests: get("/api/users/profile/") },
    patch: { name: "PATCH profile", url, connections: CONNECTIONS, requests: patches },
    signIn: { name: "sign-in", url, connections: SIGN_IN_CONNECTIONS, requests: signIns },
  };
}

export type LoadName = "empty" | "light" | "get" | "patch" | "signIn";

async function headersOf(url: string, { sessionToken }: Shopper): Promise<Record<string, string>> {
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
export async function runLoad({ name, url, connections, requests }: Load, seconds: number): Promise<Run> {
  const latencies: number[] = [];
  let connection = 0;
  const started = performance.now();
  let ended = started;
  const result = await autocannon({
    url,
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
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${name}: ${result.non2xx} answers were not 2xx, ${result.errors} did not come.`);
  }
  if (latencies.length < connections)
    throw new Error(`${name}: hardly an answer in ${seconds} s; is the machine busy?`);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { rate: (latencies.length * 1000) / (ended - started), p50: at(0.5), p99: at(0.99) };
}
