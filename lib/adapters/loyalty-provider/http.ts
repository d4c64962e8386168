import { z } from "zod";
import {
  accountNumber,
  assertCreated,
  assertSameAccount,
  believe,
  isMatch,
  shortText,
  wholePoints,
} from "@/lib/adapters/loyalty-provider/answers";
import {
  type FieldNames,
  fieldPaths,
  readTheirField,
  toOurNames,
  toTheirNames,
} from "@/lib/adapters/loyalty-provider/http-fields";
import { signLoyaltyRequest } from "@/lib/adapters/loyalty-provider/http-signature";
import {
  type LoyaltyAccount,
  type LoyaltyMember,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { type JsonAnswer, type JsonRequest, requestJson } from "@/lib/adapters/loyalty-provider/request-json";

export type HttpLoyaltySettings = {
  /** The address before `/members`; it may have a path. */
  baseUrl: string;
  /** Signs every request. */
  secret: string;
  fields: FieldNames;
  /** ISO 3166-1 alpha-2, for phones that come without a country code. */
  region: string;
};

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const consent = z.boolean().nullish();

const accountAnswer = z.object({
  account_number: accountNumber,
  first_name: shortText.nullish(),
  last_name: shortText.nullish(),
  phone: shortText.nullish(),
  email: shortText.nullish(),
  gender: z.enum(["female", "male"]).nullish(),
  date_of_birth: z.iso.date().nullish(),
  email_allowed: consent,
  sms_allowed: consent,
  call_allowed: consent,
  is_active: z.boolean().nullish(),
});

const balanceAnswer = z.object({
  points: wholePoints,
  pending_points: wholePoints.nullish(),
  expiring: z.object({ points: wholePoints, at: time }).nullish(),
  tier: z
    .object({
      name: shortText.min(1),
      next: z.object({ name: shortText.min(1), missing_points: wholePoints }).nullish(),
    })
    .nullish(),
});

const ledgerAnswer = z.object({
  entries: z.array(
    z.object({
      id: shortText.min(1),
      at: time,
      kind: z.enum(["welcome", "earn", "spend", "reverse", "expire", "adjust"]),
      points: z.int(),
      balance: z.int(),
      description: shortText,
      available_at: time.nullish(),
      expires_at: time.nullish(),
    }),
  ),
  next: shortText.min(1).nullish(),
});

type Call = {
  method: JsonRequest["method"];
  path: string;
  query?: Record<string, string | null>;
  body?: object;
  key?: string;
  signal: AbortSignal;
};

/**
 * A shop's own programme by the REST contract in docs/loyalty-http.md.
 *
 * Every request is signed. A status counts as the programme's word only when the contract gives it a meaning there and
 * the body is JSON; all else is LoyaltyUnavailableError, also a 404 that some server in between made.
 *
 * @throws LoyaltyUnavailableError when the field names exclude each other
 */
export function httpLoyalty({ baseUrl, secret, fields, region }: HttpLoyaltySettings): LoyaltyProvider {
  const paths = fieldPaths(fields);
  const base = new URL(baseUrl);
  const basePath = base.pathname.replace(/\/+$/, "");

  async function send({ method, path, query = {}, body, key, signal }: Call): Promise<JsonAnswer> {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
    // What is signed is what is sent: the parsed address, not the text that it was made of.
    const url = new URL(`${basePath}${path}${given.length > 0 ? `?${new URLSearchParams(given)}` : ""}`, base.origin);
    const timestamp = Math.floor(Date.now() / 1000);
    const text = body && JSON.stringify(body);
    return requestJson({
      url: url.href,
      method,
      body: text,
      headers: {
        "x-loyalty-timestamp": String(timestamp),
        "x-loyalty-signature": signLoyaltyRequest(secret, {
          timestamp,
          method,
          target: url.pathname + url.search,
          key: key ?? "",
          body: text ?? "",
        }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
      },
      signal,
    });
  }

  const isNumber = (number: string) => accountNumber.safeParse(number).success;
  /** @throws LoyaltyRefusedError for what is no account number: as a path it could lead elsewhere */
  const placeOf = (number: string) => {
    if (!isNumber(number)) throw new LoyaltyRefusedError("that is no account number");
    return `/members/${encodeURIComponent(number)}`;
  };
  const accountOf = (answer: unknown) => toAccount(believe(accountAnswer, toOurNames(answer, paths)));
  const memberBody = (member: LoyaltyMember) => toTheirNames(toWire(member), paths);
  const assertAnswersFor = (answer: JsonAnswer, asked: string) =>
    assertSameAccount(believe(accountNumber, readTheirField(answer.json, paths.account_number)), asked);

  return {
    name: "http",
    async search({ phone, email }, { signal }) {
      if (phone === null && email === null) return [];
      const answer = await send({ method: "GET", path: "/members", query: { phone, email }, signal });
      if (answer.status !== 200) throw failure(answer);
      const { members } = believe(z.object({ members: z.array(z.unknown()).max(100) }), answer.json);
      const accounts = members.map(accountOf);
      if (!accounts.every((account) => isMatch(account, { phone, email }, region))) {
        throw new LoyaltyUnavailableError("the answer has accounts that were not asked for");
      }
      return accounts;
    },
    async create(member, { key, signal }) {
      const answer = await send({ method: "POST", path: "/members", body: memberBody(member), key, signal });
      if (answer.status !== 201 && answer.status !== 200) throw failure(answer, [400, 409, 422]);
      return assertCreated(accountOf(answer.json), member, region);
    },
    async read(number, { signal }) {
      if (!isNumber(number)) return null;
      const answer = await send({ method: "GET", path: placeOf(number), signal });
      if (isSaid(answer, [404, 410])) return null;
      if (answer.status !== 200) throw failure(answer);
      const account = accountOf(answer.json);
      assertSameAccount(account.accountNumber, number);
      return account;
    },
    async update(number, member, { key, signal }) {
      const answer = await send({ method: "PUT", path: placeOf(number), body: memberBody(member), key, signal });
      if (answer.status !== 200) throw failure(answer, [400, 404, 409, 410, 422]);
      const account = accountOf(answer.json);
      assertSameAccount(account.accountNumber, number);
      return account;
    },
    async balance(number, { signal }) {
      const answer = await send({ method: "GET", path: `${placeOf(number)}/balance`, signal });
      if (answer.status !== 200) throw failure(answer, [404, 410]);
      assertAnswersFor(answer, number);
      const { points, pending_points, expiring, tier } = believe(balanceAnswer, answer.json);
      return {
        points,
        pendingPoints: pending_points ?? null,
        expiring: expiring ?? null,
        tier: tier
          ? {
              name: tier.name,
              next: tier.next ? { name: tier.next.name, missingPoints: tier.next.missing_points } : null,
            }
          : null,
      };
    },
    /** Has no entries where the programme answers 404 or 501: it keeps no ledger. */
    async ledger(number, { before, limit }, { signal }) {
      const path = `${placeOf(number)}/ledger`;
      const answer = await send({ method: "GET", path, query: { limit: String(limit), before }, signal });
      if (answer.status === 404 || answer.status === 501) return { entries: [], next: null };
      if (answer.status !== 200) throw failure(answer, [400, 410, 422]);
      assertAnswersFor(answer, number);
      const { entries, next } = believe(ledgerAnswer, answer.json);
      return {
        entries: entries.map(({ available_at, expires_at, ...entry }) => ({
          ...entry,
          availableAt: available_at ?? null,
          expiresAt: expires_at ?? null,
        })),
        next: next ?? null,
      };
    },
    async deactivate(number, { key, signal }) {
      if (!isNumber(number)) return;
      const answer = await send({ method: "POST", path: `${placeOf(number)}/deactivate`, key, signal });
      if (answer.status === 200 || answer.status === 204 || isSaid(answer, [404, 410])) return;
      throw failure(answer, [400, 409, 422]);
    },
  };
}

/** Whether the programme itself gave one of these statuses. */
function isSaid(answer: JsonAnswer, statuses: number[]): boolean {
  return statuses.includes(answer.status) && answer.json !== undefined;
}

function failure(answer: JsonAnswer, refusals: number[] = []): LoyaltyRefusedError | LoyaltyUnavailableError {
  const reason = `HTTP ${answer.status}`;
  if (!isSaid(answer, refusals)) return new LoyaltyUnavailableError(reason);
  return new LoyaltyRefusedError(reason, { isTaken: answer.status === 409 });
}

function toWire(member: LoyaltyMember) {
  return {
    first_name: member.firstName,
    last_name: member.lastName,
    phone: member.phone,
    email: member.email,
    gender: member.gender,
    date_of_birth: member.dateOfBirth,
    email_allowed: member.emailAllowed,
    sms_allowed: member.smsAllowed,
    call_allowed: member.callAllowed,
  };
}

function toAccount(answer: z.infer<typeof accountAnswer>): LoyaltyAccount {
  return {
    accountNumber: answer.account_number,
    firstName: answer.first_name ?? "",
    lastName: answer.last_name ?? "",
    phone: answer.phone ?? null,
    email: answer.email ?? null,
    gender: answer.gender ?? null,
    dateOfBirth: answer.date_of_birth ?? null,
    emailAllowed: answer.email_allowed ?? null,
    smsAllowed: answer.sms_allowed ?? null,
    callAllowed: answer.call_allowed ?? null,
    isActive: answer.is_active ?? true,
  };
}
