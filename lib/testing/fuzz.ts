import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { SESSION_COOKIE } from "@/lib/auth/session-service";
import { issueToken } from "@/lib/auth/token-service";
import { canonicalEmail } from "@/lib/contact/email-rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { JsonSchema, OpenApi } from "@/lib/platform/http/openapi";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import { signBody } from "@/lib/platform/http/signed-body";
import { drainJobs } from "@/lib/platform/jobs/service";
import { hashPassword } from "@/lib/platform/password-hash";
import { sha256 } from "@/lib/platform/secrets";
import { eventsSecrets } from "@/lib/points/service";
import { createExportLink } from "@/lib/privacy/export-service";
import { newBrowser } from "@/lib/testing/browser";
import { actorOf, TEST_CONTEXT } from "@/lib/testing/challenges";
import { as, newSession, withToken } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { violationOf } from "@/lib/testing/declared-responses";
import { BODIES } from "@/lib/testing/endpoints";
import { bodyText, type FuzzOperation, type FuzzRequest, type Rendered, render } from "@/lib/testing/fuzz-requests";
import { isHashing } from "@/lib/testing/hashing";
import { newMemberOf } from "@/lib/testing/loyalty-shop";
import { codesTo } from "@/lib/testing/mailbox";
import { exchange, type RawAnswer } from "@/lib/testing/raw-http";
import { uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";
import type { Shop } from "@/lib/testing/shop";

/*
 * Sends requests of fuzz-requests.ts and judges the answers: no 5xx, nothing that is not declared, nothing changed by a
 * refusal, nothing of anybody else's.
 */

type DocumentOperation = {
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  parameters: { name?: string; in?: string; schema?: JsonSchema }[];
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
};

export function operationsOf({ paths, components }: OpenApi): FuzzOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { requestBody, parameters } = described as DocumentOperation;
      const schema = requestBody?.content["application/json"]?.schema ?? {};
      const { properties = {} } = schema.$ref
        ? ((components.schemas[schema.$ref.split("/").at(-1) ?? ""] as JsonSchema) ?? {})
        : schema;
      return {
        method: method.toUpperCase(),
        path,
        parameters: parameters.filter((parameter) => parameter.name) as FuzzOperation["parameters"],
        fields: properties,
        isSigned: path === "/loyalty-card/events/",
      };
    }),
  );
}

/** What a refusal may change all the same: counters, when somebody was last seen, a guess, and what goes on in the background. */
const CHANGED_BY_REFUSALS: Record<string, readonly string[] | "all"> = {
  rate_limit: "all",
  session: ["last_seen_at"],
  api_token: ["last_used_at"],
  known_device: ["last_seen_at"],
  verification: ["tried_hashes"],
  // The kept answer to an Idempotency-Key.
  idempotent_answer: "all",
};

/** What somebody else's request may change of an account: a link for a new password, and what was to be mailed. */
const CHANGED_BY_STRANGERS = new Set(["email_link"]);

/** What Node answers by itself. */
const NODES_OWN = new Set([400, 408, 413, 417, 431]);
/** As long as a handler may go on after its answer, beside hashing. */
const BACKGROUND_MS = 250;

const WATCHED = `
  CREATE TABLE fuzz_change (id bigserial PRIMARY KEY, place text, who int, member bigint, columns text[]);
  CREATE FUNCTION fuzz_note() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    was jsonb := coalesce(to_jsonb(OLD), '{}');
    is_now jsonb := coalesce(to_jsonb(NEW), '{}');
    entry jsonb := was || is_now;
    changed text[];
  BEGIN
    SELECT array_agg(key) INTO changed FROM jsonb_object_keys(entry) AS key WHERE was -> key IS DISTINCT FROM is_now -> key;
    IF changed IS NOT NULL THEN
      INSERT INTO fuzz_change (place, who, member, columns) VALUES (
        CASE WHEN TG_TABLE_NAME = 'dev_message' THEN 'dev_message.' || (entry ->> 'channel') ELSE TG_TABLE_NAME END,
        (CASE WHEN TG_TABLE_NAME = 'customer' THEN entry ->> 'id' ELSE entry ->> 'customer_id' END) :: int,
        (CASE WHEN TG_TABLE_NAME = 'loyalty_member' THEN entry ->> 'id' ELSE entry ->> 'member_id' END) :: bigint,
        changed);
    END IF;
    RETURN NULL;
  END $$`;

type Change = { place: string; who: number | null; member: bigint | null; columns: string[] };

export type Fault = { kind: string; detail: string };
export type Tally = { status: string; milliseconds: number };

type Caller = { customer: CustomerRow; headers: Record<string, string>; known: Record<string, string> };

const CANARY = {
  email: "zephyrine.quillfeather@canary.example",
  phone: "+905339870617",
  username: "zephyrine-quillfeather",
};
/** By what the canary is recognised in an answer; those that a request itself names may come back. */
const MARKS: Record<string, string> = {
  email: "quillfeather@canary",
  phone: "5339870617",
  username: CANARY.username,
  name: "Zéphyrine",
  lastName: "Quillfeather",
  birth: "1931-07-29",
  attribute: "canary-attribute",
  tokenName: "canary-token-name",
};

export type Fuzzer = Awaited<ReturnType<typeof createFuzzer>>;

/** @param port of the API's server @param findModule the handlers of a path */
export async function createFuzzer(
  shop: Shop,
  document: OpenApi,
  port: number,
  findModule: (pathname: string) => Promise<{ file: string; module: Record<string, object | undefined> } | null>,
) {
  const documented = new Map<string, Record<string, DocumentOperation>>(
    Object.entries(document.paths).map(([path, methods]) => [fileOf(path), methods as never]),
  );
  const schemas = new Map<JsonSchema, z.ZodType>();
  const callers = new Map<FuzzRequest["caller"], Promise<Caller>>();

  const tables = await shop.db.$queryRawUnsafe<{ name: string }[]>(
    "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_prisma%'",
  );
  for (const statement of WATCHED.split(/;\s*(?=CREATE FUNCTION)/)) await shop.db.$executeRawUnsafe(statement);
  for (const { name } of tables) {
    await shop.db.$executeRawUnsafe(
      `CREATE TRIGGER fuzz_note AFTER INSERT OR UPDATE OR DELETE ON "${name}" FOR EACH ROW EXECUTE FUNCTION fuzz_note()`,
    );
  }
  const canary = await createCanary(shop);

  /** What has changed since it was last asked. */
  const takeChanges = () =>
    shop.db.$queryRawUnsafe<Change[]>("DELETE FROM fuzz_change RETURNING place, who, member, columns");

  /** Notifications, mailed links and what the programme is to hear go out after the answer. */
  async function settle(path: string): Promise<void> {
    if (path.includes("password/reset")) await sleep(BACKGROUND_MS);
    for (let left = 1; left > 0; ) {
      await drainJobs(shop, Object.keys(shop.jobs));
      const now = new Date();
      const isUnderWay = { OR: [{ claimedUntil: { gt: now } }, { runAt: { lte: now } }] };
      left = await shop.db.job.count({ where: { kind: { in: Object.keys(shop.jobs) }, deadAt: null, ...isUnderWay } });
    }
  }

  function callerOf(kind: FuzzRequest["caller"]): Promise<Caller> {
    const caller = callers.get(kind) ?? createCaller(shop, kind);
    callers.set(kind, caller);
    return caller;
  }

  /** @returns what is wrong with the answer, or null */
  function faultOf(answer: RawAnswer, rendered: Rendered, route: Awaited<ReturnType<typeof findModule>>): Fault | null {
    const { status, headers, body } = answer;
    const text = body.toString();
    if (status >= 500) return { kind: `answered ${status}`, detail: text };
    if (!route) return null;
    if (headers.getSetCookie().length > 2) return { kind: "more cookies than session and device", detail: "" };
    const { method } = rendered;
    const isJson = /^application\/(?:problem\+)?json$/.test(headers.get("content-type") ?? "");
    let json: unknown = text;
    try {
      if (isJson && text !== "") json = JSON.parse(text);
    } catch {
      return { kind: "JSON that does not parse", detail: text };
    }
    const handler = route.module[method];
    const meta = handler && routeMetaOf(handler);
    const operation = documented.get(route.file)?.[(method === "HEAD" ? "GET" : method).toLowerCase()];
    if (method === "OPTIONS") return status === 204 ? null : { kind: `OPTIONS answered ${status}`, detail: text };
    if (!meta || !operation) {
      // An empty part leaves a path that nothing answers.
      const isRefused = status === 404 || (status === 405 && headers.has("allow"));
      return isRefused ? null : { kind: `no operation, answered ${status}`, detail: text };
    }
    const violation = violationOf(method === "HEAD" ? "GET" : method, meta, { status, headers, body: json });
    if (violation) return { kind: `${status} with ${violation.replaceAll(/\s+/g, " ")}`, detail: text.slice(0, 2000) };
    const declared = operation.responses[status]?.content?.[headers.get("content-type") ?? ""]?.schema;
    if (!declared || !isJson || text === "") return null;
    const { error } = zodOf(declared).safeParse(json);
    return error ? { kind: `${status} unlike the document`, detail: `${z.prettifyError(error)} ${text}` } : null;
  }

  function zodOf(schema: JsonSchema): z.ZodType {
    const known = schemas.get(schema);
    if (known) return known;
    const $defs = document.components.schemas;
    const selfContained = JSON.stringify({ ...schema, $defs }).replaceAll("#/components/schemas/", "#/$defs/");
    const made = z.fromJSONSchema(JSON.parse(selfContained));
    schemas.set(schema, made);
    return made;
  }

  function leakIn(answer: RawAnswer, request: FuzzRequest): Fault | null {
    const said = `${answer.body.toString()}\n${[...answer.headers].flat().join("\n")}`;
    const sent = JSON.stringify(request);
    const leaked = Object.entries(MARKS).find(
      ([what, mark]) => said.includes(mark) && !sent.includes(`{{canary.${what}}}`),
    );
    return leaked ? { kind: `the answer has somebody else's ${leaked[0]}`, detail: said.slice(0, 2000) } : null;
  }

  function changeFault(changes: Change[], status: number): Fault | null {
    const refused = changes.find(({ place, columns }) => {
      const allowed = CHANGED_BY_REFUSALS[place] ?? [];
      return status >= 400 && allowed !== "all" && columns.some((column) => !allowed.includes(column));
    });
    if (refused) return { kind: `${status} changed ${refused.place}`, detail: refused.columns.join(", ") };
    const foreign = changes.find(
      ({ place, who, member }) =>
        (who === canary.customer.id || member === canary.memberId) && !CHANGED_BY_STRANGERS.has(place),
    );
    return foreign ? { kind: `changed somebody else's ${foreign.place}`, detail: foreign.columns.join(", ") } : null;
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
    await takeChanges();

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
      const changes = await takeChanges();
      if (!answer) {
        const isOdd = !rendered.isWhole || request.frame !== "length" || request.method === "CONNECT";
        if (isOdd || request.headers.some(([header]) => /upgrade|connection|expect/.test(header))) break;
        return { fault: { kind: "no answer", detail: "" }, tally, line };
      }
      if (isNodes) break;
      const route = await findModule(rendered.target.split("?")[0] ?? "");
      const fault = faultOf(answer, rendered, route) ?? leakIn(answer, request) ?? changeFault(changes, answer.status);
      const isChanged = changes.some(({ place }) => !(place in CHANGED_BY_REFUSALS));
      if (isChanged || answer.status === 401 || answer.status === 429) callers.delete(request.caller);
      if (fault) return { fault, tally, line };
    }
    return { fault: null, tally, line };
  }

  /** Begins the dialogue that the operation goes on with. @returns the code that was sent */
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
      await takeChanges();
    },
    async close() {
      await shop.db.$executeRawUnsafe("DROP FUNCTION fuzz_note() CASCADE");
      await shop.db.$executeRawUnsafe("DROP TABLE fuzz_change");
    },
  };
}

const folderOf = (path: string) =>
  path
    .replace(/^\/(?:api\/)?/, "")
    .replace(/\/$/, "")
    .replaceAll(/\{(\w+)\}/g, "[$1]");
const fileOf = (path: string) => `app/api/${folderOf(path)}/route.ts`;

/** Operations that answer with a question, beside those that have a question of their own below. */
const ASKING = new Set([
  "loyalty-card/add_loyalty_card",
  "loyalty-card/update_loyalty_card",
  "shop/customers/auth/otp/signin/verify",
  "users/otp-login",
  "users/profile",
  "users/profile-with-loyalty",
  "users/register-with-loyalty",
  "users/registration",
  "verification/[purpose]",
]);

const QUESTIONS: Record<string, (caller: Caller) => [path: string, body: object]> = {
  "shop/customers/auth/otp/signin/verify": ({ known }) => [
    "/api/shop/customers/auth/otp/signin",
    { mobile_number: known.phone },
  ],
  "verification/[purpose]": ({ known }) => ["/users/otp-login/", { phone: known.phone }],
};

/** A body that succeeds, where that of lib/testing/endpoints.ts is only well-formed. */
const BETTER: Record<string, (caller: Caller) => Record<string, unknown>> = {
  "shop/customers/auth/otp/signin": ({ known }) => ({ mobile_number: known.phone }),
  "shop/customers/auth/pwd/signin": ({ known }) => ({ username: known.email, password: TEST_PASSWORD }),
  "users/email-change": () => {
    const email = uniqueEmail();
    return { email, emailConfirm: email, password: TEST_PASSWORD };
  },
  "users/login": ({ known }) => ({ email: known.email, password: TEST_PASSWORD }),
  "users/otp-login": ({ known }) => ({ phone: known.phone }),
  "users/password/change": () => ({ old_password: TEST_PASSWORD }),
  "users/profile": () => ({ phone: uniquePhone() }),
  "loyalty-card/add_loyalty_card_otp": ({ known }) => ({ phone: known.phone, email: known.email }),
  "loyalty-card/events": ({ known }) => ({
    id: randomUUID(),
    type: "points.credit",
    email: known.email,
    points: 10,
    description: "An order",
  }),
};

function goodBody({ method }: FuzzOperation, name: string, caller: Caller): Record<string, unknown> {
  return method === "GET" ? {} : { ...BODIES[name]?.good(), ...BETTER[name]?.(caller) };
}

/** What the dynamic part of a path is for the caller. */
const PARTS: Record<string, (shop: Shop, customer: CustomerRow) => Promise<string>> = {
  "/api/verification/{purpose}": async () => "sign_in",
  "/users/segments/{id}/set/": async (shop, customer) =>
    String((await createSegment(shop, { customers: [customer] })).id),
  "/api/users/sessions/{id}/": async (shop, customer) => {
    const token = await newSession(shop, customer);
    const { id } = await shop.db.session.findUniqueOrThrow({
      where: { tokenHash: sha256(token) },
      select: { id: true },
    });
    return String(id);
  },
  "/api/users/tokens/{id}/": async (shop, { id, username }) => {
    const name = username === CANARY.username ? (MARKS.tokenName ?? "") : "own";
    return String((await issueToken(shop, id, { name, expiresAt: null })).row.id);
  },
  "/api/users/export/{key}/": async (shop, customer) => {
    const { url } = await createExportLink(shop, await actorOf(shop, customer), undefined, TEST_CONTEXT);
    return url.split("/").at(-2) ?? "";
  },
  "/users/reset/{key}/": async (shop, { id }) => `${id.toString(36)}-${await mailedLink(shop, id, null)}`,
  "/users/email-set-primary/{token}/": (shop, { id }) => mailedLink(shop, id, uniqueEmail()),
};

async function mailedLink({ db }: Shop, customerId: number, email: string | null): Promise<string> {
  const token = randomBytes(32).toString("hex");
  const purpose = email === null ? "password_reset" : "email_change";
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.emailLink.create({ data: { purpose, customerId, tokenHash: sha256(token), email, expiresAt } });
  return token;
}

async function createCaller(shop: Shop, kind: FuzzRequest["caller"]): Promise<Caller> {
  const own = { phoneVerifiedAt: new Date() };
  const { customer, client } =
    kind === "member" ? await newMemberOf(shop) : { customer: await createCustomer(shop, own), client: null };
  if (kind === "guest") return { customer, headers: { ...newBrowser().headers }, known: knownOf(customer) };
  const { headers } = client ?? (kind === "token" ? await withToken(shop, customer) : await as(shop, customer));
  return { customer, headers: { ...headers }, known: knownOf(customer) };
}

function knownOf({ id, email, phone, username }: CustomerRow): Record<string, string> {
  return { id: String(id), email: email ?? "", phone: phone ?? "", username, password: TEST_PASSWORD };
}

/** Somebody else, whom every answer is searched for. */
async function createCanary(shop: Shop) {
  const { email, phone, username } = CANARY;
  const { customer } = await newMemberOf(shop, {
    ...CANARY,
    emailAllowed: true,
    firstName: MARKS.name,
    lastName: MARKS.lastName,
    // The callers' own would open the account.
    passwordHash: await hashPassword("the canary's own password"),
    dateOfBirth: new Date(MARKS.birth ?? ""),
    attributes: { note: MARKS.attribute },
  });
  const { id: memberId } = await shop.db.loyaltyMember.findFirstOrThrow({
    where: { emailCanonical: canonicalEmail(email) },
    select: { id: true },
  });
  const parts: Record<string, string> = {};
  for (const [path, create] of Object.entries(PARTS)) {
    // Whoever holds a mailed link may follow it.
    if (!/reset|set-primary|verification/.test(path)) parts[path] = await create(shop, customer);
  }
  const session = parts["/api/users/sessions/{id}/"] ?? "";
  const token = parts["/api/users/tokens/{id}/"] ?? "";
  const known = { id: String(customer.id), email, phone, username, session, token, password: "wrong password" };
  return { customer, memberId, parts, known };
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
