import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import autocannon, { type Client, type Request } from "autocannon";
import { createDatabase, type Shopper } from "@/bench/database";
import { type RunningStore, startStore } from "@/bench/store";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * `npm run overload`: what a store does beyond its capacity, on PostgreSQL. With `--against <folder>` another build is
 * measured after it, by the same requests.
 */

const { values: options } = parseArgs({
  options: { against: { type: "string" }, seconds: { type: "string", default: "20" } },
});
const SECONDS = Number(options.seconds);

/** Answers by their status, each with how long it took. */
type Answers = Map<number, number[]>;

const postgres = await startPostgres();
if (!postgres) throw new Error("This needs PostgreSQL: install its server.");
try {
  for (const folder of [".", ...(options.against ? [options.against] : [])]) await measure(folder, postgres.url);
} finally {
  await postgres.stop();
}

async function measure(folder: string, serverUrl: string): Promise<void> {
  const database = await createDatabase(serverUrl);
  const settings = { LOG_LEVEL: "error", LOGIN_ATTEMPTS_PER_IP: "1000000" };
  const store = await startStore({ folder, start: ["dist/server/main.js"] }, database.url, settings);
  try {
    console.log(`\n— ${folder}`);
    const shoppers = await database.fill(1000, 200);
    const read = (path: string): Request[] =>
      shoppers.map(({ sessionToken }) => ({ method: "GET", path, headers: { cookie: `osessionid=${sessionToken}` } }));
    await load(store, { requests: read("/account"), connections: 4, seconds: 5 });
    await load(store, { requests: read("/users/profile/"), connections: 16, seconds: 5 });

    const pages = load(store, { requests: read("/account"), connections: 300, seconds: SECONDS });
    const beside = load(store, { requests: read("/users/profile/"), connections: 10, seconds: SECONDS });
    tell("300 connections on /account", await pages);
    tell("the API beside them, by 10 connections", await beside);
    await sleep(2000);

    const alone = await load(store, { requests: read("/users/profile/"), connections: 16, seconds: 8 });
    const capacity = (alone.get(200)?.length ?? 0) / 8;
    tell(`the API alone, ${Math.round(capacity)} a second`, alone);
    const rate = Math.round(capacity * 4);
    tell(
      `the API at four times that, ${rate} a second`,
      await load(store, { requests: read("/users/profile/"), connections: 1500, seconds: SECONDS, rate }),
    );
    await sleep(2000);

    tell(
      "sign-ins by 100 connections",
      await load(store, { requests: signIns(shoppers), connections: 100, seconds: 10 }),
    );
    await sleep(2000);
    await upload(store, shoppers, "guests");
    await upload(store, shoppers, "customers");
  } finally {
    await store.stop();
    await database.drop();
  }
}

function signIns(shoppers: Shopper[]): Request[] {
  return shoppers.map(({ email, password }) => ({
    method: "POST",
    path: "/users/login/",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  }));
}

type Load = { requests: Request[]; connections: number; seconds: number; rate?: number };

async function load(store: RunningStore, { requests, connections, seconds, rate }: Load): Promise<Answers> {
  const answers: Answers = new Map();
  let next = 0;
  const { errors, timeouts } = await autocannon({
    url: store.url,
    connections,
    duration: seconds,
    timeout: 60,
    ...(rate && { overallRate: rate }),
    requests: requests.slice(0, 1),
    setupClient: (client: Client) => {
      client.setRequests([requests[next++ % requests.length] as Request]);
      client.on("response", (status, _bytes, milliseconds) => {
        const times = answers.get(status) ?? [];
        times.push(milliseconds);
        answers.set(status, times);
      });
    },
  });
  if (errors > 0) answers.set(0, Array(errors).fill(0));
  if (timeouts > 0) answers.set(-1, Array(timeouts).fill(0));
  return answers;
}

function tell(title: string, answers: Answers): void {
  const parts = [...answers].map(([status, times]) => {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    return `${sorted.length} × ${status} (p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} ms)`;
  });
  console.log(`${title}: ${parts.join(", ")}`);
}

const CLIENTS = 800;

/** 800 clients at once send a file: guests one that is too large, customers one that is not. */
async function upload(store: RunningStore, shoppers: Shopper[], who: "guests" | "customers"): Promise<void> {
  const port = Number(new URL(store.url).port);
  const isGuest = who === "guests";
  const file = randomBytes(isGuest ? 2_250_000 : 2_000_000);
  const part =
    '--x\r\nContent-Disposition: form-data; name="avatar"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n';
  const body = Buffer.concat([Buffer.from(part), file, Buffer.from("\r\n--x--\r\n")]);
  const credentials = isGuest
    ? []
    : await Promise.all(shoppers.map(({ sessionToken }) => credentialsOf(store, sessionToken)));
  const before = resident(store);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, resident(store))), 50);
  const statuses = new Map<string, number>();
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, index) => {
      const head = [
        "PATCH /users/profile/ HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: multipart/form-data; boundary=x",
        `Content-Length: ${body.length}`,
        ...(credentials[index % shoppers.length] ?? []),
      ];
      return new Promise<void>((resolve) => {
        const socket = connect(port, "127.0.0.1");
        let text = "";
        const end = () => {
          const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? "none";
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          socket.destroy();
          resolve();
        };
        socket.once("data", (chunk) => {
          text += chunk;
          end();
        });
        socket.once("error", end).setTimeout(60_000, end);
        socket.write(`${head.join("\r\n")}\r\n\r\n`);
        socket.write(body);
      });
    }),
  );
  clearInterval(watch);
  const answered = [...statuses].map(([status, count]) => `${count} × ${status}`).join(", ");
  console.log(
    `${CLIENTS} ${who} send ${(body.length / 1e6).toFixed(2)} MB each: ${answered}; resident ${before} → ${peak} MB`,
  );
}

async function credentialsOf({ url }: RunningStore, sessionToken: string): Promise<string[]> {
  const session = `osessionid=${sessionToken}`;
  const response = await fetch(`${url}/api/csrf_token/`, { headers: { cookie: session } });
  const { csrf_token: token } = (await response.json()) as { csrf_token: string };
  return [`Cookie: ${session}; csrftoken=${token}`, `X-CSRFToken: ${token}`];
}

function resident({ pid }: RunningStore): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);
}
