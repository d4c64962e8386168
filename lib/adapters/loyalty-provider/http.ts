import { z } from "zod";
import {
  type FieldNames,
  fieldPaths,
  readTheirField,
  toOurNames,
  toTheirNames,
} from "@/lib/adapters/loyalty-provider/http-fields";
import {
  accountResponse,
  balanceResponse,
  ledgerResponse,
  toAccount,
  toBalance,
  toLedgerPage,
  toWire,
} from "@/lib/adapters/loyalty-provider/http-responses";
import { signLoyaltyRequest } from "@/lib/adapters/loyalty-provider/http-signature";
import {
  type ContactForms,
  type LoyaltyMember,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { type JsonRequest, type JsonResponse, requestJson } from "@/lib/adapters/loyalty-provider/request-json";
import {
  accountNumber,
  assertCreated,
  assertSameAccount,
  isMatch,
  parseResponse,
  withPlainPhone,
} from "@/lib/adapters/loyalty-provider/responses";

export type HttpLoyaltySettings = {
  /** The address before `/members`; it may have a path. */
  baseUrl: string;
  /** Signs every request. */
  secret: string;
  fields: FieldNames;
  contact: ContactForms;
};

type Call = {
  method: JsonRequest["method"];
  path: string;
  query?: Record<string, string | null>;
  body?: object;
  key?: string;
  signal: AbortSignal;
};

/**
 * A shop's own programme by docs/loyalty-http.md. A status counts as the programme's word only when the contract gives
 * it a meaning there and the body is JSON; all else is LoyaltyUnavailableError, also a 404 that some server in between
 * made.
 * @throws LoyaltyUnavailableError when the field names exclude each other
 */
export function httpLoyalty({ baseUrl, secret, fields, contact }: HttpLoyaltySettings): LoyaltyProvider {
  const paths = fieldPaths(fields);
  const base = new URL(baseUrl);
  const basePath = base.pathname.replace(/\/+$/, "");

  async function send({ method, path, query = {}, body, key, signal }: Call): Promise<JsonResponse> {
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
  const accountOf = (response: unknown) => toAccount(parseResponse(accountResponse, toOurNames(response, paths)));
  const memberBody = (member: LoyaltyMember) => ({
    ...toTheirNames(toWire(withPlainPhone(member, contact)), paths),
    ...(member.attributes && { attributes: member.attributes }),
  });
  const assertAnswersFor = (response: JsonResponse, asked: string) =>
    assertSameAccount(parseResponse(accountNumber, readTheirField(response.json, paths.account_number)), asked);

  return {
    name: "http",
    async search({ phone, email }, { signal }) {
      if (phone === null && email === null) return [];
      const response = await send({ method: "GET", path: "/members", query: { phone, email }, signal });
      if (response.status !== 200) throw failure(response);
      const { members } = parseResponse(z.object({ members: z.array(z.unknown()).max(100) }), response.json);
      const accounts = members.map(accountOf);
      if (!accounts.every((account) => isMatch(account, { phone, email }, contact))) {
        throw new LoyaltyUnavailableError("the response has accounts that were not asked for");
      }
      return accounts;
    },
    async create(member, { key, signal }) {
      const response = await send({ method: "POST", path: "/members", body: memberBody(member), key, signal });
      if (response.status !== 201 && response.status !== 200) throw failure(response, [400, 409, 422]);
      return assertCreated(accountOf(response.json), member, contact);
    },
    async read(number, { signal }) {
      if (!isNumber(number)) return null;
      const response = await send({ method: "GET", path: placeOf(number), signal });
      if (isSaid(response, [404, 410])) return null;
      if (response.status !== 200) throw failure(response);
      const account = accountOf(response.json);
      assertSameAccount(account.accountNumber, number);
      return account;
    },
    async update(number, member, { key, signal }) {
      const response = await send({ method: "PUT", path: placeOf(number), body: memberBody(member), key, signal });
      if (response.status !== 200) throw failure(response, [400, 404, 409, 410, 422]);
      const account = accountOf(response.json);
      assertSameAccount(account.accountNumber, number);
      return account;
    },
    async balance(number, { signal }) {
      const response = await send({ method: "GET", path: `${placeOf(number)}/balance`, signal });
      if (response.status !== 200) throw failure(response, [404, 410]);
      assertAnswersFor(response, number);
      return toBalance(parseResponse(balanceResponse, response.json));
    },
    /** Has no entries where the programme answers 404 or 501: it keeps no ledger. */
    async ledger(number, { before, limit }, { signal }) {
      const path = `${placeOf(number)}/ledger`;
      const response = await send({ method: "GET", path, query: { limit: String(limit), before }, signal });
      if (response.status === 404 || response.status === 501) return { entries: [], next: null };
      if (response.status !== 200) throw failure(response, [400, 410, 422]);
      assertAnswersFor(response, number);
      return toLedgerPage(parseResponse(ledgerResponse, response.json));
    },
    async deactivate(number, { key, signal }) {
      if (!isNumber(number)) return;
      const response = await send({ method: "POST", path: `${placeOf(number)}/deactivate`, key, signal });
      if (response.status === 200 || response.status === 204 || isSaid(response, [404, 410])) return;
      throw failure(response, [400, 409, 422]);
    },
    async reopen(number, { key, signal }) {
      const response = await send({ method: "POST", path: `${placeOf(number)}/reopen`, key, signal });
      if (response.status === 200 || response.status === 204) return true;
      if (response.status === 501 || isSaid(response, [400, 404, 405, 409, 410, 422])) return false;
      throw failure(response);
    },
  };
}

function isSaid(response: JsonResponse, statuses: number[]): boolean {
  return statuses.includes(response.status) && response.json !== undefined;
}

function failure(response: JsonResponse, refusals: number[] = []): LoyaltyRefusedError | LoyaltyUnavailableError {
  const reason = `HTTP ${response.status}`;
  if (!isSaid(response, refusals)) return new LoyaltyUnavailableError(reason);
  return new LoyaltyRefusedError(reason, { isTaken: response.status === 409 });
}
