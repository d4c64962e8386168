import { setTimeout as sleep } from "node:timers/promises";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import type { OpenApi } from "@/lib/platform/http/openapi";
import { signBody } from "@/lib/platform/http/signed-body";
import { handledAs } from "@/lib/platform/jobs/rules";
import { drainJobs } from "@/lib/platform/jobs/service";
import { eventsSecrets } from "@/lib/points/order-event-service";
import { createAnswerJudge, type Fault, type FoundRoute, folderOf } from "@/lib/testing/fuzz-answers";
import {
  ASKING,
  type Caller,
  createCaller,
  createCanary,
  goodBody,
  leakIn,
  PARTS,
  QUESTIONS,
} from "@/lib/testing/fuzz-callers";
import { changeFault, isWorthNoting, watchChanges } from "@/lib/testing/fuzz-changes";
import { bodyText, type FuzzOperation, type FuzzRequest, type Rendered, render } from "@/lib/testing/fuzz-wire";
import { isHashing } from "@/lib/testing/hashing";
import { codesTo } from "@/lib/testing/mailbox";
import { exchange } from "@/lib/testing/raw-http";
import type { Shop } from "@/lib/testing/shop";
import { DELIVER } from "@/lib/webhooks/rules";

/*
 * Sends requests of fuzz-requests.ts and judges the answers: no 5xx, nothing that is not declared, nothing changed by a
 * refusal, nothing of anybody else's.
 */

/** What Node answers by itself. */
const NODES_OWN = new Set([400, 408, 413, 417, 431]);
/** As long as a handler may go on after its answer, beside hashing. */
const BACKGROUND_MS = 250;

export type Tally = { status: string; milliseconds: number };

export type Fuzzer = Awaited<ReturnType<typeof createFuzzer>>;

/** @param port of the API's server @param findModule the handlers of a path */
export async function createFuzzer(
  shop: Shop,
  document: OpenApi,
  port: number,
  findModule: (pathname: string) => Promise<FoundRoute | null>,
) {
  const faultOf = createAnswerJudge(document);
  const callers = new Map<FuzzRequest["caller"], Promise<Caller>>();
  const changes = await watchChanges(shop);
  const canary = await createCanary(shop);
  const other = { customerId: canary.customer.id, memberId: canary.memberId };

  /** Notifications, mailed links and what the programme is to hear go out after the answer. */
  async function settle(path: string): Promise<void> {
    if (path.includes("password/reset")) await sleep(BACKGROUND_MS);
    for (let left = 1; left > 0; ) {
      await drainJobs(shop, Object.keys(shop.jobs));
      const now = new Date();
      const isUnderWay = { OR: [{ claimedUntil: { gt: now } }, { runAt: { lte: now } }] };
      const underWay = await shop.db.job.findMany({ where: { deadAt: null, ...isUnderWay }, select: { kind: true } });
      left = underWay.filter(({ kind }) => handledAs(kind) in shop.jobs).length;
    }
  }

  function callerOf(kind: FuzzRequest["caller"]): Promise<Caller> {
    const caller = callers.get(kind) ?? createCaller(shop, kind);
    callers.set(kind, caller);
    return caller;
  }

  /** Sends a request as its caller, who is another one after each success. */
  async function run(
    operation: FuzzOperation,
    request: FuzzRequest,
  ): Promise<{ fault: Fault | null; tally: Tally; line: string }> {
    const name = folderOf(operation.path);
    const caller = await callerOf(request.caller);
    const own = { ...caller.headers };
    const good = goodBody(operation, name, caller);
    const part = operation.path.includes("{") ? await PARTS[operation.path]?.(shop, caller.customer) : undefined;
    const known: Record<string, string> = {
      ...Object.fromEntries(Object.entries(caller.known).map(([key, value]) => [`own.${key}`, value])),
      ...Object.fromEntries(Object.entries(canary.known).map(([key, value]) => [`canary.${key}`, value])),
      "own.part": part ?? "unknown",
      "canary.part": canary.parts[operation.path] ?? canary.known.id ?? "",
    };
    const fill = (text: string) => text.replaceAll(/\{\{([\w.]+)\}\}/g, (whole, key: string) => known[key] ?? whole);
    if (request.isAsked) {
      const code = await ask(name, good, own, caller);
      if (code !== undefined) Object.assign(good, { code: name.endsWith("signin/verify") ? Number(code) : code });
    }
    const text = fill(bodyText(request, good));
    const sign = (body: Buffer) => signBody(eventsSecrets(shop)?.[0] ?? "", body, shop.now());
    const rendered = render(operation, request, { text, fill, own, sign });
    const line = curlLine(rendered);
    await settle("");
    // A receiver that is not there is tried again in seconds: in the middle of a request, that would be the request's doing.
    await shop.db.webhookEndpoint.deleteMany();
    await shop.db.job.deleteMany({ where: { kind: { startsWith: DELIVER } } });
    await changes.take();

    let tally: Tally = { status: "none", milliseconds: 0 };
    for (let turn = request.isRepeated ? 0 : 1; turn < 2; turn++) {
      const started = performance.now();
      const answer = await exchange(port, rendered.bytes, {
        isWhole: rendered.isWhole,
        isHead: rendered.method === "HEAD",
      }).catch((error: Error) => error);
      const milliseconds = performance.now() - started;
      if (answer instanceof Error) return { fault: { kind: answer.message, detail: "" }, tally, line };
      tally = { status: answer ? String(answer.status) : "closed", milliseconds };
      // Node's parser refuses what is no HTTP, some of it when a handler is at work already, which nobody hears of then.
      const isNodes = !answer || (NODES_OWN.has(answer.status) && !answer.headers.has("x-content-type-options"));
      if (isNodes) {
        do await sleep(BACKGROUND_MS);
        while (isHashing());
      }
      await settle(operation.path);
      const changed = await changes.take();
      if (!answer) {
        const isOdd = !rendered.isWhole || request.frame !== "length" || request.method === "CONNECT";
        if (isOdd || request.headers.some(([header]) => /upgrade|connection|expect/.test(header))) break;
        return { fault: { kind: "no answer", detail: "" }, tally, line };
      }
      if (isNodes) break;
      const route = await findModule(rendered.target.split("?")[0] ?? "");
      const fault =
        faultOf(answer, rendered, route) ?? leakIn(answer, request) ?? changeFault(changed, answer.status, other);
      const isChanged = changed.some(isWorthNoting);
      if (isChanged || answer.status === 401 || answer.status === 429) callers.delete(request.caller);
      if (fault) return { fault, tally, line };
    }
    return { fault: null, tally, line };
  }

  /** Begins the challenge that the operation goes on with. @returns the code that was sent */
  async function ask(
    name: string,
    good: object,
    own: Record<string, string>,
    caller: Caller,
  ): Promise<string | undefined> {
    const [path, body] = QUESTIONS[name]?.(caller) ?? [`/api/${name}/`, good];
    if (!("code" in ((body as object) ?? {})) && !ASKING.has(name)) return undefined;
    const method = name.startsWith("users/profile") ? "PATCH" : "POST";
    const headers = { host: "localhost:3000", connection: "close", "content-type": "application/json", ...own };
    const bytes = Buffer.from(JSON.stringify(body));
    const head = [`${method} ${path} HTTP/1.1`, ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`)];
    const whole = Buffer.concat([
      Buffer.from(`${head.join("\r\n")}\r\ncontent-length: ${bytes.length}\r\n\r\n`, "latin1"),
      bytes,
    ]);
    const answer = await exchange(port, whole);
    const session = answer?.headers.getSetCookie().find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));
    if (session && !own.cookie?.includes(SESSION_COOKIE)) own.cookie = `${session.split(";")[0]}; ${own.cookie}`;
    const phone = Object.values(body as object).find((value) => /^\+905\d{9}$/.test(String(value)));
    return (await codesTo(shop, String(phone))).at(-1);
  }

  return {
    run,
    /** Forgets everybody but the canary, so that hours of requests fit into memory. */
    async forgetCallers() {
      callers.clear();
      const others = { NOT: { id: canary.customer.id } };
      await shop.db.customer.deleteMany({ where: others });
      await shop.db.session.deleteMany({ where: { customerId: null } });
      await shop.db.loyaltyEntry.deleteMany({ where: { NOT: { memberId: canary.memberId } } });
      await shop.db.loyaltyMember.deleteMany({ where: { NOT: { id: canary.memberId } } });
      for (const table of ["dev_message", "idempotent_answer", "job", "rate_limit"]) {
        await shop.db.$executeRawUnsafe(`TRUNCATE ${table}`);
      }
      await changes.take();
    },
    close: changes.stop,
  };
}

/** For a shell: bytes that are not printable in its own quotes. */
function curlLine({ method, target, headers, body }: Rendered): string {
  const quoted = (text: string) =>
    `$'${Array.from(text, (character) => {
      const code = character.charCodeAt(0);
      if (character === "'" || character === "\\") return `\\${character}`;
      return code < 32 || code > 126 ? `\\x${code.toString(16).padStart(2, "0")}` : character;
    }).join("")}'`;
  const options = headers
    .filter(([name]) => !["content-length", "connection"].includes(name))
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const data = body.length > 0 ? ` --data-binary ${quoted(body.toString("latin1"))}` : "";
  const line = `curl -i --path-as-is -X ${quoted(method)} ${options.join(" ")}${data} ${quoted(`http://localhost:3000${target}`)}`;
  return line.length > 3000 ? `${line.slice(0, 3000)}… (${line.length} characters)` : line;
}
