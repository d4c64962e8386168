import { createHash, createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import {
  changeFields,
  type Distortion,
  NO_POINTS,
  parseJson,
  type ReceivedCall,
  type Route,
  routed,
  type ServedResponse,
  type Service,
  serveFaulty,
} from "@/lib/testing/faulty-service";

/*
 * A whole loyalty programme by the contract in docs/loyalty-http.md, in memory: to develop against, and to read how one
 * can be made. It shares nothing with the store's own client but the document.
 */

const consent = z.boolean().nullable().default(null);
const text = z.string().max(300);

const memberBody = z.strictObject({
  first_name: text,
  last_name: text,
  phone: text.nullable().default(null),
  email: text.nullable().default(null),
  gender: z.enum(["female", "male"]).nullable().default(null),
  date_of_birth: z.iso.date().nullable().default(null),
  email_allowed: consent,
  sms_allowed: consent,
  call_allowed: consent,
  /** What the shop maps beside these; a write that leaves them out leaves them as they are. */
  attributes: z.record(z.string(), z.unknown()).optional(),
});

type Entry = {
  id: string;
  at: string;
  kind: "welcome" | "earn" | "spend" | "reverse" | "expire" | "adjust";
  points: number;
  balance: number;
  description: string;
  available_at: string | null;
  expires_at: string | null;
};
type Member = z.infer<typeof memberBody> & { account_number: string; is_active: boolean };
type Account = { member: Member; entries: Entry[] };

export type ReferenceSettings = {
  secret: string;
  /** For phones without a country code; ISO 3166-1 alpha-2. */
  region?: string;
  welcomePoints?: number;
  /** Refuse (409) an account or a change whose phone belongs to another account, open or closed. */
  uniquePhones?: boolean;
  /** Answer 501 to requests for the ledger. */
  withoutLedger?: boolean;
  /** Answer 501 to requests to open a closed account again. */
  withoutReopening?: boolean;
};

export type ReferenceServer = Awaited<ReturnType<typeof startLoyaltyReferenceServer>>;

const pointsCommand = z.strictObject({
  account_number: z.string(),
  points: z.int(),
  description: z.string().optional(),
});

const SIGNATURE_AGE_SECONDS = 300;

/** Starts a programme without members. @param address.port 0, or left out, for a free one */
export async function startLoyaltyReferenceServer(
  settings: ReferenceSettings,
  address: { host?: string; port?: number } = {},
) {
  const accounts = new Map<string, Account>();
  const service = referenceService(settings, accounts);
  return Object.assign(await serveFaulty(service, address), {
    members: () => [...accounts.values()].map(({ member }) => member),
    /** Adds signed points. */
    addPoints(accountNumber: string, points: number) {
      const account = accounts.get(accountNumber);
      if (account) addEntry(account, points);
    },
  });
}

function referenceService(settings: ReferenceSettings, accounts: Map<string, Account>): Service {
  const { region = "TR", welcomePoints = 0 } = settings;
  const { uniquePhones = false, withoutLedger = false, withoutReopening = false } = settings;
  /** Writes that were made, by operation and key: what is sent again is answered again. */
  const made = new Map<string, Account>();

  const samePhone = (left: string, right: string) =>
    (canonicalPhone(left, region) ?? left) === (canonicalPhone(right, region) ?? right);

  const isTaken = (phone: string | null, own?: Account) =>
    uniquePhones &&
    [...accounts.values()].some(
      (other) => other !== own && phone && other.member.phone && samePhone(phone, other.member.phone),
    );

  function search({ query }: ReceivedCall): ServedResponse {
    const [phone, email] = [query.get("phone"), query.get("email")];
    if (!phone && !email) return refuse(400, "give phone or email");
    const found = [...accounts.values()].filter(
      ({ member }) =>
        (phone && member.phone && samePhone(phone, member.phone)) ||
        (email && member.email && canonicalEmail(email) === canonicalEmail(member.email)),
    );
    return ok({ members: found.map(({ member }) => member) });
  }

  function create(call: ReceivedCall): ServedResponse {
    const key = call.header("idempotency-key");
    if (!key) return refuse(400, "Idempotency-Key is missing");
    const before = made.get(key);
    if (before) return ok(before.member);
    const parsed = memberBody.safeParse(parseJson(call.body));
    if (!parsed.success) return refuse(422, z.prettifyError(parsed.error));
    if (isTaken(parsed.data.phone)) return refuse(409, "there is an account with this phone");
    const member = { account_number: newNumber(), ...parsed.data, is_active: true };
    const account: Account = { member, entries: [] };
    accounts.set(member.account_number, account);
    made.set(key, account);
    if (welcomePoints > 0) addEntry(account, welcomePoints, { kind: "welcome", description: "Welcome" });
    return { status: 201, body: member };
  }

  function newNumber(): string {
    for (;;) {
      const number = `R${randomInt(1_000_000_000, 10_000_000_000)}`;
      if (!accounts.has(number)) return number;
    }
  }

  function update(call: ReceivedCall, account: Account): ServedResponse {
    if (!call.header("idempotency-key")) return refuse(400, "Idempotency-Key is missing");
    const parsed = memberBody.safeParse(parseJson(call.body));
    if (!parsed.success) return refuse(422, z.prettifyError(parsed.error));
    if (isTaken(parsed.data.phone, account)) return refuse(409, "there is an account with this phone");
    Object.assign(account.member, parsed.data);
    return ok(account.member);
  }

  function deactivate(_call: ReceivedCall, { member }: Account): ServedResponse {
    member.is_active = false;
    return { status: 204 };
  }

  function reopen(_call: ReceivedCall, { member }: Account): ServedResponse {
    if (withoutReopening) return refuse(501, "a closed account stays closed");
    member.is_active = true;
    return ok(member);
  }

  function ledger({ query }: ReceivedCall, { member, entries }: Account): ServedResponse {
    if (withoutLedger) return refuse(501, "there is no ledger");
    const limit = Number(query.get("limit") ?? 20);
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= 100)) return refuse(400, "limit is 1 to 100");
    const before = Number(query.get("before") ?? Number.POSITIVE_INFINITY);
    const older = entries.filter(({ id }) => Number(id) < before).reverse();
    const page = older.slice(0, limit);
    const next = older.length > limit ? (page.at(-1)?.id ?? null) : null;
    return ok({ account_number: member.account_number, entries: page, next });
  }

  /** Work on the account that the path names. */
  const on =
    (work: (call: ReceivedCall, account: Account) => ServedResponse): Route[2] =>
    (call, number = "") => {
      const account = accounts.get(number);
      return account ? work(call, account) : refuse(404, "there is no such account");
    };
  const routes: Route[] = [
    ["search", "GET /members", search],
    ["create", "POST /members", create],
    ["read", "GET /members/:number", on((_call, { member }) => ok(member))],
    ["update", "PUT /members/:number", on(update)],
    ["balance", "GET /members/:number/balance", on((_call, account) => ok(balanceOf(account)))],
    ["ledger", "GET /members/:number/ledger", on(ledger)],
    ["deactivate", "POST /members/:number/deactivate", on(deactivate)],
    ["reopen", "POST /members/:number/reopen", on(reopen)],
  ];
  const admit = (call: ReceivedCall) =>
    isSigned(call, settings.secret) ? null : refuse(401, "the signature is missing, old or wrong");

  return {
    ...routed(routes, admit),
    distort,
    command(body) {
      const parsed = pointsCommand.safeParse(body);
      if (!parsed.success) return null;
      const account = accounts.get(parsed.data.account_number);
      if (!account) return refuse(404, "there is no such account");
      addEntry(account, parsed.data.points, parsed.data);
      return ok(balanceOf(account));
    },
    state: () => ({
      members: [...accounts.values()].map(({ member, entries }) => ({ ...member, points: pointsOf(entries) })),
    }),
  };
}

/** RFC 2104 over five lines: time, method, address, key, hash of the body. */
function isSigned({ method, target, body, header }: ReceivedCall, secret: string): boolean {
  const timestamp = header("x-loyalty-timestamp");
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > SIGNATURE_AGE_SECONDS) return false;
  const hash = createHash("sha256").update(body).digest("hex");
  const lines = `${timestamp}\n${method}\n${target}\n${header("idempotency-key")}\n${hash}`;
  const expected = Buffer.from(`v1=${createHmac("sha256", secret).update(lines).digest("hex")}`);
  const given = Buffer.from(header("x-loyalty-signature"));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

let lastEntry = 0;

function addEntry(
  { entries }: Account,
  points: number,
  { kind = points > 0 ? "earn" : "spend", description = "By hand" }: Partial<Pick<Entry, "kind" | "description">> = {},
): void {
  const id = String(++lastEntry);
  const balance = pointsOf(entries) + points;
  const at = new Date().toISOString();
  entries.push({ id, at, kind, points, balance, description, available_at: null, expires_at: null });
}

function pointsOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { points }) => sum + points, 0);
}

function balanceOf({ member: { account_number }, entries }: Account) {
  return { account_number, points: pointsOf(entries), pending_points: null, expiring: null, tier: null };
}

function ok(body: object): ServedResponse {
  return { status: 200, body };
}

function refuse(status: number, error: string): ServedResponse {
  return { status, body: { error } };
}

const OF_SOMEBODY_ELSE: Record<string, string> = {
  account_number: "R9000000000",
  first_name: "Somebody",
  last_name: "Else",
  phone: "+905320000000",
  email: "somebody.else@example.com",
};

function distort(response: ServedResponse, how: Distortion): ServedResponse {
  const body = changeFields(response.body, (name, field) => {
    if (how === "other_account") return OF_SOMEBODY_ELSE[name] ?? field;
    return name === "points" ? NO_POINTS[how] : field;
  });
  return { ...response, body };
}
