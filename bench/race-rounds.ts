import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Shopper } from "@/bench/database";
import type { RunningStore } from "@/bench/store";
import { findPostgres } from "@/scripts/postgres.mjs";

/* The races of races.ts: each a question, what came of it, and whether it may. */

export type Result = { what: string; came: string; may: string; holds: boolean };
export type Shops = { stores: RunningStore[]; databaseUrl: string; serverUrl: string; shoppers: Shopper[] };
type Race = { limits: Record<string, string>; run: (shops: Shops) => Promise<Result[]> };

const ROUNDS = 50;
const HIGH = "1000000";
const NEW_PASSWORD = "a new password of nobody";
const WRONG_CODE = 700_000;

type Answer = { status: number; cookie: string; body: string; milliseconds: number };

/** Everybody has an address of their own. */
let client = 0;
const newAddress = () => {
  client++;
  return `10.${(client >> 16) & 255}.${(client >> 8) & 255}.${client & 255}`;
};

async function call(
  { url }: RunningStore,
  place: string,
  {
    body,
    headers = {},
    method = body ? "POST" : "GET",
  }: { body?: object; headers?: Record<string, string>; method?: string } = {},
): Promise<Answer> {
  const started = performance.now();
  const response = await fetch(url + place, {
    method,
    headers: { "x-forwarded-for": newAddress(), "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { status: response.status, cookie, body: text, milliseconds: performance.now() - started };
}

const turn = ({ stores }: Shops, index: number) => stores[index % stores.length] as RunningStore;
const many = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const countOf = (answers: Answer[], status: number) => answers.filter((answer) => answer.status === status).length;
const wasCompared = ({ body }: Answer) => body.includes("sms_verification_100_2");

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
const ms = (value: number) => `${value.toFixed(0)} ms`;

async function sql<Row extends object>({ databaseUrl }: Shops, text: string, values: unknown[] = []): Promise<Row[]> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  try {
    return (await connection.query<Row>(text, values)).rows;
  } finally {
    await connection.end();
  }
}
const forgetLimits = (shops: Shops) => sql(shops, "DELETE FROM rate_limit");
const messagesTo = (shops: Shops, phone: string) =>
  sql<{ code: string | null }>(shops, 'SELECT code FROM dev_message WHERE "to" = $1 ORDER BY id', [phone]);

async function phoneOf(shops: Shops, { email }: Shopper): Promise<string> {
  const [row] = await sql<{ phone: string }>(shops, "SELECT phone FROM customer WHERE email = $1", [email]);
  return row?.phone ?? "";
}

/** What a browser sends with a change: a token that is good beside any session. */
async function csrf(store: RunningStore, cookie = ""): Promise<Record<string, string>> {
  const { csrf_token: token } = JSON.parse((await call(store, "/csrf_token/")).body);
  return { "x-csrftoken": token, cookie: [cookie, `csrftoken=${token}`].filter(Boolean).join("; ") };
}

/** Asks for a code to sign in with. @returns the headers of the session that may submit it */
async function askForCode(store: RunningStore, phone: string, headers: Record<string, string> = {}) {
  const token = await csrf(store, headers.cookie);
  const asked = await call(store, "/users/otp-login/", { body: { phone }, headers: { ...headers, ...token } });
  return { asked, headers: { ...headers, ...token, cookie: `${asked.cookie}; ${token.cookie}` } };
}

const newRegistration = () => ({
  first_name: "John",
  last_name: "Doe",
  email: `race.${randomInt(1e12)}@bench.example`,
  password: "SecurePassword123",
  phone: newPhone(),
  date_of_birth: "1990-01-01",
  email_allowed: true,
  sms_allowed: true,
  call_allowed: false,
});
const newPhone = () => `+9053${randomInt(30_000_000, 99_999_999)}`;

/** 600 registrations in flight, each of somebody else from another address, as long as somebody signs in. */
async function flood(shops: Shops): Promise<Result[]> {
  const signIns = async (count: number, offset: number) => {
    const times: number[] = [];
    let failed = 0;
    for (let index = 0; index < count; index++) {
      const { email, password } = shops.shoppers[offset + index] as Shopper;
      const answer = await call(turn(shops, index), "/users/login/", { body: { email, password } });
      times.push(answer.milliseconds);
      if (answer.status !== 200) failed++;
    }
    return { times, failed };
  };
  const quiet = await signIns(20, 0);
  console.log(`before: p95 ${ms(quantile(quiet.times, 0.95))}`);
  let isOver = false;
  const statuses: Record<string, number> = {};
  const cpuBefore = await cpuOf(shops);
  const flooding = (async () => {
    while (!isOver) {
      await many(600, async (index) => {
        // A connection may be reset: the flood's, not that of who signs in.
        const sent = call(turn(shops, index), "/users/registration/", { body: newRegistration() });
        const status = await sent.then((answer) => String(answer.status)).catch(() => "none");
        statuses[status] = (statuses[status] ?? 0) + 1;
      });
    }
  })();
  await sleep(2000);
  const { times, failed } = await signIns(40, 20);
  isOver = true;
  await flooding;
  const answered = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const cpu = ((await cpuOf(shops)) - cpuBefore) / 1000 / answered;
  const p95 = quantile(times, 0.95);
  return [
    {
      what: "1. 600 registrations in flight: p95 of 40 sign-ins by password",
      came: `${ms(p95)} (median ${ms(quantile(times, 0.5))}, ${failed} refused; before ${ms(quantile(quiet.times, 0.95))}; flood ${JSON.stringify(statuses)}, ${cpu.toFixed(1)} ms of processor time for each)`,
      may: "1000 ms",
      holds: p95 < 1000 && failed === 0,
    },
  ];
}

/** Microseconds, of both together. */
async function cpuOf({ stores }: Shops): Promise<number> {
  const used = await Promise.all(stores.map(async (store) => (await store.usage()).cpuMicroseconds));
  return used.reduce((sum, one) => sum + one, 0);
}

async function oneCode(shops: Shops): Promise<Result[]> {
  const successes: number[] = [];
  const compared: number[] = [];
  const eight: number[] = [];
  for (let round = 0; round < 10; round++) {
    await forgetLimits(shops);
    const race = async (shopper: Shopper, count: number, codeOf: (right: string, index: number) => string) => {
      const phone = await phoneOf(shops, shopper);
      const { headers } = await askForCode(turn(shops, 0), phone);
      const right = (await messagesTo(shops, phone)).at(-1)?.code ?? "";
      return many(count, (index) =>
        call(turn(shops, index), "/users/otp-login/", { body: { phone, code: codeOf(right, index) }, headers }),
      );
    };
    const [one, two, three] = [0, 1, 2].map((index) => shops.shoppers[round * 3 + index] as Shopper);
    if (!one || !two || !three) break;
    successes.push(countOf(await race(one, 100, (right) => right), 200));
    compared.push((await race(two, 50, (_, index) => String(WRONG_CODE + index))).filter(wasCompared).length);
    eight.push(countOf(await race(three, 8, (right) => right), 200));
  }
  const list = (figures: number[]) => `${Math.min(...figures)} to ${Math.max(...figures)} in 10 rounds`;
  return [
    {
      what: "2. 100 racers with one right code, over both instances: successes",
      came: list(successes),
      may: "1",
      holds: successes.every((count) => count === 1),
    },
    {
      what: "8. 50 different wrong codes at once: compared",
      came: list(compared),
      may: "at most 5",
      holds: compared.every((count) => count <= 5),
    },
    {
      what: "8. 8 right codes at once: successes",
      came: list(eight),
      may: "1",
      holds: eight.every((count) => count === 1),
    },
  ];
}

async function oneNumber(shops: Shops): Promise<Result[]> {
  const sent: number[] = [];
  const refused: Record<number, number> = {};
  const token = await csrf(turn(shops, 0));
  for (let round = 0; round < ROUNDS; round++) {
    await forgetLimits(shops);
    const phone = newPhone();
    const answers = await many(60, (index) =>
      call(turn(shops, index), "/users/otp-login/", { body: { phone }, headers: token }),
    );
    for (const { status } of answers) refused[status] = (refused[status] ?? 0) + 1;
    sent.push((await messagesTo(shops, phone)).length);
  }
  return [
    {
      what: "3. 60 sessions ask for one number at once, 50 rounds: messages a round",
      came: `${Math.min(...sent)} to ${Math.max(...sent)} (answers ${JSON.stringify(refused)})`,
      may: "at most 2",
      holds: sent.every((count) => count <= 2),
    },
  ];
}

async function changedPassword(shops: Shops): Promise<Result[]> {
  const survivors = { password: 0, code: 0, codeAfter: 0, attempts: 0, failedChanges: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    await forgetLimits(shops);
    const shopper = shops.shoppers[100 + round] as Shopper;
    const { email, password, sessionToken } = shopper;
    const phone = await phoneOf(shops, shopper);
    const { headers: guest } = await askForCode(turn(shops, round), phone);
    const code = (await messagesTo(shops, phone)).at(-1)?.code ?? "";
    const own = await csrf(turn(shops, 0), `osessionid=${sessionToken}`);
    let isOver = false;
    const keys: string[] = [];
    const signingIn = many(4, async (index) => {
      while (!isOver) {
        const answer = await call(turn(shops, index), "/users/login/", { body: { email, password } });
        survivors.attempts++;
        if (answer.status === 200) keys.push(answer.cookie);
      }
    });
    await sleep(randomInt(20, 120));
    const change = call(turn(shops, round), "/users/password/change/", {
      body: { old_password: password, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD },
      headers: own,
    });
    await sleep(randomInt(0, 150));
    const byCode = call(turn(shops, round + 1), "/users/otp-login/", { body: { phone, code }, headers: guest });
    if ((await change).status !== 200) survivors.failedChanges++;
    await byCode;
    isOver = true;
    await signingIn;
    const alive = await many(keys.length, (index) =>
      call(turn(shops, index), "/current_user/", { headers: { cookie: keys[index] ?? "" } }),
    );
    survivors.password += countOf(alive, 200);
    // A code goes to the number, whatever the password: a sign-in by it that began after the change may live.
    const { cookie } = await byCode;
    const [row] = await sql<{ before: number; after: number }>(
      shops,
      `SELECT count(*) FILTER (WHERE s.created_at < a.at)::int AS before, count(*) FILTER (WHERE s.created_at >= a.at)::int AS after
       FROM customer c JOIN session s ON s.customer_id = c.id
       JOIN LATERAL (SELECT max(at) AS at FROM activity WHERE customer_id = c.id AND kind = 'password_changed') a ON true
       WHERE c.email = $1 AND s.token_hash <> encode(sha256($2::bytea), 'hex')`,
      [email, sessionToken],
    );
    survivors.code += row?.before ?? 0;
    survivors.codeAfter += cookie ? (row?.after ?? 0) : 0;
  }
  return [
    {
      what: "4. sign-ins with the old password racing its change, 50 rounds: sessions that live on",
      came: `${survivors.password} (of ${survivors.attempts} attempts; ${survivors.failedChanges} changes refused)`,
      may: "0",
      holds: survivors.password === 0 && survivors.failedChanges === 0,
    },
    {
      what: "4. sign-ins by code racing the change: sessions from before it that live on",
      came: `${survivors.code} (${survivors.codeAfter} began after it and live)`,
      may: "0",
      holds: survivors.code === 0,
    },
  ];
}

/** Resident memory in MB; Linux tells it by the process's file. */
function memoryOf({ pid }: RunningStore): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

async function endlessBodies(shops: Shops): Promise<Result[]> {
  const store = turn(shops, 0);
  const headers = { cookie: `osessionid=${shops.shoppers[200]?.sessionToken}` };
  const reading = async (seconds: number) => {
    const times: number[] = [];
    const memory: number[] = [];
    for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(50)) {
      times.push((await call(store, "/users/profile/", { headers })).milliseconds);
      memory.push(memoryOf(store));
    }
    return { memory: Math.max(...memory), p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
  };
  await reading(3);
  const before = await reading(5);
  let isOver = false;
  let bytes = 0;
  let connections = 0;
  const { hostname, port } = new URL(store.url);
  const piece = Buffer.alloc(16 * 1024, "x");
  const flooding = many(400, async (index) => {
    // Half of them drip, half send as fast as they are read, and whoever is cut off begins anew.
    const [size, pause] = index % 2 === 0 ? [64, 200] : [piece.length, 20];
    while (!isOver) {
      const socket = connect(Number(port), hostname);
      connections++;
      socket.on("error", () => {});
      socket.resume();
      const place = index % 4 < 2 ? "/users/login/" : "/users/registration/";
      socket.write(
        `POST ${place} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      while (!isOver && !socket.closed && socket.writable) {
        socket.write(`${size.toString(16)}\r\n`);
        const isFlowing = socket.write(piece.subarray(0, size));
        socket.write("\r\n");
        bytes += size;
        await sleep(isFlowing ? pause : 100);
      }
      socket.destroy();
    }
  });
  const during = await reading(30);
  isOver = true;
  await flooding;
  await sleep(5000);
  const after = await reading(5);
  const figures = ({ memory, p50, p95 }: typeof before) =>
    `${memory.toFixed(0)} MB, ${p50.toFixed(0)}/${p95.toFixed(0)} ms`;
  return [
    {
      what: "5. 400 endless bodies for 30 s: most memory, and p50/p95 of a profile, before → during → after",
      came: `${figures(before)} → ${figures(during)} → ${figures(after)} (${(bytes / 1e6).toFixed(0)} MB on ${connections} connections)`,
      may: "+150 MB",
      holds: during.memory - before.memory < 150,
    },
  ];
}

async function stoppedDatabase(shops: Shops): Promise<Result[]> {
  const statuses: Record<string, number> = {};
  const [row] = await sql<{ data_directory: string }>(shops, "SHOW data_directory");
  const folder = row?.data_directory ?? "";
  const { uid, gid } = statSync(folder);
  const control = (...args: string[]) =>
    execFileSync(path.join(findPostgres() ?? "", "pg_ctl"), [...args, "--pgdata", folder], {
      stdio: "ignore",
      cwd: path.dirname(folder),
      ...(process.getuid?.() === 0 && { uid, gid }),
    });
  let isOver = false;
  let healedAt = 0;
  let restartedAt = 0;
  const own = await csrf(turn(shops, 0));
  const load = many(32, async (index) => {
    const { email, password, sessionToken } = shops.shoppers[210 + index] as Shopper;
    const headers = { ...own, cookie: `osessionid=${sessionToken}; ${own.cookie}` };
    for (let count = 0; !isOver; count++) {
      const store = turn(shops, index + count);
      const kinds = [
        () => call(store, "/users/profile/", { headers }),
        () => call(store, "/users/profile/", { headers, method: "PATCH", body: { first_name: `Name ${count}` } }),
        () => call(store, "/users/login/", { body: { email, password } }),
        () => call(store, "/users/otp-login/", { body: { phone: newPhone() }, headers: own }),
        () => call(store, "/users/activity/", { headers }),
      ];
      const { status } = (await kinds[count % kinds.length]?.().catch(() => null)) ?? { status: 0 };
      statuses[status || "none"] = (statuses[status || "none"] ?? 0) + 1;
      if (status === 200 && restartedAt && !healedAt) healedAt = Date.now();
      if (status === 503) await sleep(20);
    }
  });
  for (let time = 0; time < 3; time++) {
    await sleep(4000);
    restartedAt = 0;
    control("stop", "--mode=immediate");
    await sleep(2000);
    healedAt = 0;
    control("restart", "--wait", "--log", path.join(path.dirname(folder), "log"));
    restartedAt = Date.now();
  }
  await sleep(6000);
  isOver = true;
  await load;
  const final = await many(2, (index) =>
    call(turn(shops, index), "/users/profile/", {
      headers: { cookie: `osessionid=${shops.shoppers[210]?.sessionToken}` },
    }),
  );
  return [
    {
      what: "6. PostgreSQL stopped at once three times for 2 s under load: answers",
      came: `${JSON.stringify(statuses)}; first success ${healedAt - restartedAt} ms after it was back`,
      may: "no 500, heals",
      holds: !statuses["500"] && !statuses.none && countOf(final, 200) === 2,
    },
  ];
}

async function strangers(shops: Shops): Promise<Result[]> {
  await forgetLimits(shops);
  const shopper = shops.shoppers[300] as Shopper;
  const { email, password } = shopper;
  const phone = await phoneOf(shops, shopper);
  const browser = { "sec-fetch-site": "same-origin" };
  const first = await call(turn(shops, 0), "/users/login/", { body: { email, password }, headers: browser });
  const device = /device=[^;]+/.exec(first.cookie)?.[0] ?? "";
  const owner = { ...browser, cookie: device };

  const wrong = await many(200, (index) =>
    call(turn(shops, index), "/users/login/", { body: { email, password: `guess ${index}` } }),
  );
  const byPassword = await call(turn(shops, 0), "/users/login/", { body: { email, password }, headers: owner });

  // They ask for codes to the number as long as they get any, and guess with each.
  let guesses = 0;
  let messages = 0;
  const guess = async (index: number) => {
    const { asked, headers } = await askForCode(turn(shops, index), phone);
    if (asked.status >= 400) return;
    messages++;
    const answers = await many(6, (number) =>
      call(turn(shops, number), "/users/otp-login/", {
        body: { phone, code: String(WRONG_CODE + index * 10 + number) },
        headers,
      }),
    );
    guesses += answers.filter(wasCompared).length;
  };
  for (let round = 0; round < 12; round++) {
    await many(8, (index) => guess(round * 8 + index));
    // An hour and more goes by for what is counted by the hour or less, not for what is counted by the day.
    await sql(
      shops,
      "DELETE FROM rate_limit WHERE key LIKE 'sms%' AND key NOT LIKE '%InDay:%' AND key NOT LIKE 'smsBurst%'",
    );
    await sql(shops, "UPDATE rate_limit SET expire = expire - 61000 WHERE key LIKE 'smsBurst%'");
  }
  const { asked, headers } = await askForCode(turn(shops, 1), phone, owner);
  const code = (await messagesTo(shops, phone)).at(-1)?.code;
  const byCode = await call(turn(shops, 0), "/users/otp-login/", { body: { phone, code }, headers });
  return [
    {
      what: "7. 200 strangers guess a password: compared; then the owner on a known device",
      came: `${countOf(wrong, 400)}; ${byPassword.status}`,
      may: "at most 10; 200",
      holds: Boolean(device) && countOf(wrong, 400) <= 10 && byPassword.status === 200,
    },
    {
      what: "7. 96 strangers ask for codes and guess: compared; then the owner asks and signs in",
      came: `${guesses} with ${messages} messages; ${asked.status}, ${byCode.status}`,
      may: "at most 10; 200",
      holds: guesses <= 10 && byCode.status === 200,
    },
  ];
}

/** Raised is only what would refuse the race before it does any work. */
const UNCOUNTED_MESSAGES = { SMS_TOTAL_HOUR: HIGH, SMS_PER_BLOCK_HOUR: HIGH };

export const RACES: Record<string, Race> = {
  flood: { limits: UNCOUNTED_MESSAGES, run: flood },
  code: { limits: {}, run: oneCode },
  number: { limits: {}, run: oneNumber },
  password: { limits: {}, run: changedPassword },
  bodies: { limits: {}, run: endlessBodies },
  database: { limits: UNCOUNTED_MESSAGES, run: stoppedDatabase },
  strangers: { limits: {}, run: strangers },
};
