import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import next from "next";
import { purgeActivity } from "@/lib/activity/service";
import { purgeSessions } from "@/lib/auth/session-service";
import { deleteExpiredEmailLinks } from "@/lib/credentials/store";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/demo-accounts";
import { getDeps } from "@/lib/deps";
import { resumeTasks } from "@/lib/loyalty/sync-service";
import { deliverSoon } from "@/lib/notifications/service";
import { applyMigrations } from "@/lib/platform/database/migrations";
import { closeDatabase, type Db, openDatabase } from "@/lib/platform/db";
import { type Env, getEnv } from "@/lib/platform/env";
import { deleteExpiredAnswers } from "@/lib/platform/idempotency/store";
import { getLog } from "@/lib/platform/log";
import { prepareDecoy } from "@/lib/platform/password-hash";
import { secretFor } from "@/lib/platform/secrets";
import { expirePoints } from "@/lib/points/ledger-service";
import { isOurs } from "@/lib/points/service";
import { deleteDueAccounts } from "@/lib/privacy/service";
import { deleteEndedVerifications } from "@/lib/verification/store";
import { createApiServer } from "@/scripts/api-server";
import { explainFailure } from "@/scripts/explain-failure";
import { createPageServer } from "@/scripts/page-server";

const HOUSEKEEPING_EVERY_MS = 3_600_000;
/** What could not be delivered at once is tried again so often. */
const DELIVERY_EVERY_MS = 30_000;
const SHUTDOWN_GRACE_MS = 10_000;

type ServerOptions = {
  /** Serve sources as they change. */
  development: boolean;
  /** Puts into the migrated database what this server's users expect there. */
  seed: (db: Db, env: Env) => Promise<void>;
};

/**
 * The server's whole life: validates the environment, brings the database up to date, serves until it is told to stop.
 * What keeps it from starting is said in one sentence, and ends the process.
 */
export async function runServer(options: ServerOptions): Promise<void> {
  try {
    await serve(options);
  } catch (error) {
    console.error(`\n${explainFailure(error)}\n`);
    process.exit(1);
  }
}

async function serve({ development, seed }: ServerOptions): Promise<void> {
  const env = getEnv();
  // What next-auth reads for itself, whatever else the environment says.
  process.env.NEXTAUTH_URL = env.APP_URL;
  process.env.NEXTAUTH_SECRET = secretFor("next-auth");

  const { db, adapter } = await openDatabase();
  const applied = await applyMigrations(adapter);
  if (applied.length > 0) console.log(`Database: applied ${applied.join(", ")}.`);
  await seed(db, env);
  await prepareDecoy();

  const host = env.HOST ?? (env.APP_MODE === "production" ? "0.0.0.0" : "127.0.0.1");
  const app = next({ dev: development, dir: process.cwd(), hostname: host, port: env.PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const render = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => failed(error, response));
  };
  // In development everything goes through Next, which notices when a source changes.
  const answersApi = development ? () => false : createApiServer(env.APP_URL, failed);
  const servePage = development ? render : createPageServer(render);
  const server = createServer((request, response) => {
    appendPeerAddress(request);
    if (answersApi(request, response)) return;
    servePage(request, response);
  });
  // Longer than proxies and clients keep an idle connection: one that they reuse must not be closing on our side.
  server.keepAliveTimeout = 65_000;
  await listen(server, env.PORT, host);
  announce(env);

  const housekeeping = setInterval(() => void cleanUp(), HOUSEKEEPING_EVERY_MS);
  housekeeping.unref();
  const delivery = setInterval(() => void goOn(), DELIVERY_EVERY_MS);
  delivery.unref();
  void goOn();
  // Not an hour later: a store that is started more often than that would never be tidied.
  void cleanUp();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(server, app));
}

/** Our word on who is calling comes last; see lib/platform/http/client-ip.ts. */
function appendPeerAddress(request: IncomingMessage): void {
  const before = request.headers["x-forwarded-for"];
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  request.headers["x-forwarded-for"] = before ? `${String(before)}, ${peer}` : peer;
}

function failed(error: unknown, response: ServerResponse): void {
  getLog().error({ err: error }, "the server could not answer");
  if (!response.headersSent) response.writeHead(500, { "Content-Type": "application/json" });
  response.end(response.headersSent ? undefined : '{"detail":"Something went wrong on our side."}');
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function announce(env: Env): void {
  const lines = [`The store is open: ${env.APP_URL}`];
  if (env.APP_MODE !== "production") {
    lines.push(`SMS and mail that it "sends" appear at ${env.APP_URL}/dev/outbox`, "", "Sign in as");
    for (const { email, label } of DEMO_ACCOUNTS) lines.push(`  ${email.padEnd(28)} ${label}`);
    lines.push(`with the password ${DEMO_PASSWORD}`);
  }
  console.log(`\n${lines.join("\n")}\n`);
}

/** Goes on with what was committed to and not done: messages, and what the loyalty programme is still to hear. */
async function goOn(): Promise<void> {
  try {
    const deps = await getDeps();
    deliverSoon(deps);
    await resumeTasks(deps);
  } catch (error) {
    getLog().warn({ err: error }, "what is left over could not be gone on with");
  }
}

async function cleanUp(): Promise<void> {
  try {
    const deps = await getDeps();
    await purgeSessions(deps);
    await purgeActivity(deps);
    await deleteDueAccounts(deps);
    await deleteEndedVerifications(deps.db);
    await deleteExpiredEmailLinks(deps.db, deps.now());
    await deleteExpiredAnswers(deps.db);
    if (await isOurs(deps)) await expirePoints(deps);
  } catch (error) {
    getLog().warn({ err: error }, "housekeeping failed");
  }
}

async function stop(server: Server, app: { close(): Promise<void> }): Promise<void> {
  setTimeout(() => process.exit(1), SHUTDOWN_GRACE_MS).unref();
  server.closeIdleConnections();
  await new Promise((done) => server.close(done));
  await app.close().catch(() => {});
  await closeDatabase();
  process.exit(0);
}
