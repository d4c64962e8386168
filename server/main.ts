import cluster from "node:cluster";
import type { Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import closeWithGrace from "close-with-grace";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/demo-accounts";
import { type Deps, getDeps } from "@/lib/deps";
import { sendConsoleToLog } from "@/lib/platform/console-log";
import { applyMigrations } from "@/lib/platform/database/migrations";
import { closeDatabase, openDatabase } from "@/lib/platform/db";
import { startDraining } from "@/lib/platform/draining";
import { type Env, getEnv, setNextAuthVariables } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { toErrorResponse } from "@/lib/platform/http/error-response";
import { getLog } from "@/lib/platform/log";
import { markOwnServer } from "@/lib/platform/own-server";
import { warmUpDummyHash } from "@/lib/platform/password-hash";
import { secretsFor } from "@/lib/platform/secrets";
import { seed } from "@/prisma/seed";
import { createApiServer } from "@/server/api";
import { runProcesses } from "@/server/cluster";
import { isDemoHost, refuseHost } from "@/server/demo-host";
import { createDispatcher } from "@/server/dispatcher";
import { explainFailure } from "@/server/explain-failure";
import { createHttpServer, type Listener } from "@/server/http-server";
import { startJobs } from "@/server/jobs";
import { countAnswers, startMetricsServer } from "@/server/metrics-server";
import { preparePages } from "@/server/pages";
import { startTracing } from "@/server/tracing";

/*
 * The process: brings the database up to date and serves until it is told to stop. With `--dev` it serves sources as
 * they change. What keeps it from starting is one sentence.
 */

const STOP_SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** A terminal and npm, or systemd and npm, each send the same signal: so close together they are one. */
const ONE_SIGNAL_MS = 1000;
/** By how much the heap may outgrow what was alive before it is collected again; V8 would let it be four times as much. */
const HEAP_GROWTH_PERCENT = 50;

try {
  await start({ development: process.argv.includes("--dev") });
} catch (error) {
  process.stderr.write(`\n${explainFailure(error)}\n\n`);
  process.exit(1);
}

async function start({ development }: { development: boolean }): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  const env = getEnv();
  if (!development && env.WEB_CONCURRENCY > 1 && cluster.isPrimary) {
    process.exit(await runProcesses(env, fileURLToPath(import.meta.url), getLog()));
  }
  markOwnServer();
  setNextAuthVariables({ url: env.APP_URL, secret: secretsFor("next-auth")[0] });

  if (!development) sendConsoleToLog();
  const stopTracing = await startTracing(env);
  const { db, migrationTarget } = await openDatabase();
  const applied = await applyMigrations(migrationTarget);
  if (applied.length > 0) tell(env, `Database: applied ${applied.join(", ")}.`);
  // The demo's people have a public password: never in production.
  if (env.APP_MODE !== "production") await seed(db);
  await warmUpDummyHash();

  const host = env.HOST ?? (env.APP_MODE === "production" ? "0.0.0.0" : "127.0.0.1");
  const roles = new Set(env.SERVER_ROLES);
  const pages = roles.has("pages") ? await preparePages({ development, host, port: env.PORT, onError: failed }) : null;
  const dispatcher = createDispatcher({
    env,
    log: getLog(),
    answersApi: createApiServer(failed),
    servePage: pages?.listener ?? null,
    onError: failed,
  });
  // In development everything goes through Next, which notices when a source changes.
  const serve = development && pages ? pages.listener : dispatcher.listener;
  const deps = await getDeps();
  const serveAll = env.APP_MODE === "production" ? serve : await serveWorlds(deps, serve);
  const { server, drain } = createHttpServer((request, response) => {
    if (env.APP_MODE === "demo" && !isDemoHost(request.headers.host, env)) return refuseHost(response);
    serveAll(request, response);
  }, countAnswers(deps.metrics));
  await listen(server, env.PORT, host);
  const stopMetrics = await startMetricsServer(deps);
  if (env.APP_MODE === "production" && !env.S3_BUCKET) {
    getLog().warn({ folder: env.STORAGE_DIR }, "uploads stay on this host: instances on others do not have them");
  }
  if (env.APP_MODE === "production" && env.APP_URL.startsWith("https:") && env.TRUSTED_PROXIES === 0) {
    getLog().warn("TRUSTED_PROXIES is 0: behind the proxy that speaks https all shoppers count as one address");
  }
  announce(env);
  const stopJobs = roles.has("jobs") ? startJobs(deps) : async () => {};
  closeOnSignal(env, async ({ isFailure }) => {
    startDraining();
    // Time for whoever balances the load to notice.
    if (!isFailure) await sleep(env.DRAIN_SECONDS * 1000);
    const drained = drain();
    // In development the sockets of hot reloading would never end.
    await Promise.all([stopJobs(), development || drained]);
    dispatcher.stop();
    stopMetrics();
    await pages?.close();
    await deps.worlds?.close();
    await closeDatabase();
    await stopTracing();
  });
}

/** Lets testers have shops of their own. Production never loads what makes them. */
async function serveWorlds(deps: Deps, serve: Listener): Promise<Listener> {
  const [{ createWorlds }, { chooseWorld }] = await Promise.all([
    import("@/server/worlds"),
    import("@/server/world-choice"),
  ]);
  deps.worlds = createWorlds(deps);
  return chooseWorld(deps.worlds, serve);
}

function failed(error: unknown, response: ServerResponse): void {
  getLog().error({ err: error }, "failed to answer");
  if (response.headersSent) return void response.end();
  const requestId = String(response.getHeader("x-request-id"));
  const { status, body } = toErrorResponse(new AppError("server_error"), { language: "en", requestId });
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

/**
 * Closes the process when it is told to, or when an exception was caught nowhere, in which case it ends with 1. What
 * takes longer than the grace, or is told again, ends at once.
 */
function closeOnSignal(
  { DRAIN_SECONDS, SHUTDOWN_GRACE_SECONDS }: Env,
  close: (how: { isFailure: boolean }) => Promise<void>,
): void {
  const closing = closeWithGrace(
    // A page that fails to render is no reason to close: Next has logged it.
    { delay: (DRAIN_SECONDS + SHUTDOWN_GRACE_SECONDS) * 1000, skip: [...STOP_SIGNALS, "unhandledRejection"] },
    async ({ err }) => {
      if (err) getLog().fatal({ err }, "failed to handle an exception");
      await close({ isFailure: err !== undefined });
    },
  );
  let toldAt: number | undefined;
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      if (toldAt === undefined) closing.close();
      else if (Date.now() - toldAt > ONE_SIGNAL_MS) process.exit(1);
      toldAt ??= Date.now();
    });
  }
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
  tell(env, lines.join("\n"));
}

/** To whoever started it; in production, to the log. */
function tell({ APP_MODE }: Env, text: string): void {
  if (APP_MODE === "production") getLog().info(text);
  else process.stdout.write(`\n${text}\n\n`);
}
