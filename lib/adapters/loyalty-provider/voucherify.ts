import { createHash } from "node:crypto";
import { z } from "zod";
import {
  type ContactForms,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { type JsonRequest, type JsonResponse, requestJson } from "@/lib/adapters/loyalty-provider/request-json";
import {
  assertCreated,
  assertSameAccount,
  parseResponse,
  withPlainPhone,
} from "@/lib/adapters/loyalty-provider/responses";
import {
  type CustomerResponse,
  customerResponse,
  type MemberResponse,
  mainCard,
  memberResponse,
  membershipResponse,
  memberWithCards,
  toAccount,
  toBalance,
  toCustomer,
  toLedger,
  transactionsResponse,
} from "@/lib/adapters/loyalty-provider/voucherify-responses";

export type VoucherifySettings = {
  baseUrl: string;
  appId: string;
  appToken: string;
  /** `lprg_…` */
  programId: string;
  contact: ContactForms;
};

type Call = Pick<JsonRequest, "method" | "signal"> & { path: string; query?: Record<string, string>; body?: object };

const MEMBER_ID = /^lmbr_[a-f0-9]+$/;
/** More customers with one address than this is no family but a mistake. */
const SAME_ADDRESS_MAX = 20;
/** Their cursor and the balance with which the next page begins. */
const PAGE = /^(lcrsctx_[a-f0-9]+)\.(-?\d{1,15})$/;

/**
 * A programme at Voucherify, version 2 of their loyalty API: a customer (v1, "Customers") who is a member of the programme
 * (v2, "Programs").
 * - The account number is the member's id (`lmbr_…`). It is there at once, stays for the membership's whole life and is
 *   what every operation takes. A card's code is generated later, and a member has a card for each definition.
 * - They find customers by email only. A search by phone alone therefore finds nobody: whoever has no address there gets
 *   a new account, and the shop's staff may have to merge the two.
 * - The customer's `source_id` comes from the write's key. A creation whose reply was lost finds its customer by it, and
 *   the membership by the refusal `member_already_exists`.
 * - They have no key for writes; the others are such that a repetition changes nothing.
 */
export function voucherifyLoyalty({
  baseUrl,
  appId,
  appToken,
  programId,
  contact,
}: VoucherifySettings): LoyaltyProvider {
  const base = baseUrl.replace(/\/+$/, "");
  const program = `/v2/loyalties/programs/${encodeURIComponent(programId)}`;

  function send({ method, path, query, body, signal }: Call): Promise<JsonResponse> {
    return requestJson({
      url: `${base}${path}${query ? `?${new URLSearchParams(query)}` : ""}`,
      method,
      headers: { "x-app-id": appId, "x-app-token": appToken },
      body: body && JSON.stringify(body),
      signal,
    });
  }

  /** Operation `get-customer`. @param id theirs or the `source_id` */
  async function findCustomer(id: string, signal: AbortSignal): Promise<CustomerResponse | null> {
    const response = await send({ method: "GET", path: `/v1/customers/${id}`, signal });
    if (isUnknown(response)) return null;
    if (response.status !== 200) throw failure(response);
    const customer = parseResponse(customerResponse, response.json);
    if (customer.id !== id) assertSameAccount(customer.source_id ?? "", id);
    return customer;
  }

  async function findMembership(type: "customer_id" | "member_id", id: string, signal: AbortSignal) {
    const query = { identification_type: type };
    const response = await send({ method: "GET", path: `${program}/memberships/${id}`, query, signal });
    if (isUnknown(response)) return null;
    if (response.status !== 200) throw failure(response);
    const membership = parseResponse(membershipResponse, response.json);
    assertSameAccount(type === "member_id" ? membership.member.id : membership.member.customer_id, id);
    return membership;
  }

  async function findMember(memberId: string, signal: AbortSignal) {
    if (!MEMBER_ID.test(memberId)) return null;
    const response = await send({ method: "GET", path: `${program}/members/${memberId}`, signal });
    if (isUnknown(response)) return null;
    if (response.status !== 200) throw failure(response);
    const member = parseResponse(memberWithCards, response.json);
    assertSameAccount(member.id, memberId);
    return member;
  }

  /** Operation `list-customers`: only those whose address is written just so. */
  async function customersWithEmail(email: string, signal: AbortSignal): Promise<CustomerResponse[]> {
    const query = { email, limit: String(SAME_ADDRESS_MAX) };
    const response = await send({ method: "GET", path: "/v1/customers", query, signal });
    if (response.status !== 200) throw failure(response);
    const list = parseResponse(
      z.object({ customers: z.array(customerResponse), has_more: z.boolean().nullish() }),
      response.json,
    );
    if (list.has_more) throw new LoyaltyUnavailableError("too many customers have one address");
    if (list.customers.some((customer) => contact.email(customer.email ?? "") !== contact.email(email))) {
      throw new LoyaltyUnavailableError("the response has accounts that were not asked for");
    }
    return list.customers;
  }

  /** Operation `createProgramMember`; who is a member already stays the same one. */
  async function enrol(customerId: string, signal: AbortSignal): Promise<MemberResponse> {
    // Their description requires the first and explains the second.
    const body = {
      customer_id: customerId,
      customer_identification: { type: "customer_id", customer_id: customerId },
    };
    const response = await send({ method: "POST", path: `${program}/members`, body, signal });
    if (response.status === 409 && keyOf(response) === "member_already_exists") {
      const membership = await findMembership("customer_id", customerId, signal);
      if (membership) return membership.member;
    }
    // A programme that is not active (423) or not there (404) is for the shop to mend.
    if (response.status !== 200) throw failure(response, [400, 409]);
    const member = parseResponse(memberResponse, response.json);
    assertSameAccount(member.customer_id, customerId);
    return member;
  }

  return {
    name: "voucherify",
    async search({ email }, { signal }) {
      if (email === null) return [];
      const spellings = [...new Set([email, contact.email(email)])];
      const lists = await Promise.all(spellings.map((spelling) => customersWithEmail(spelling, signal)));
      const customers = new Map(lists.flat().map((customer) => [customer.id, customer]));
      const accounts = await Promise.all(
        [...customers.values()].map(async (customer) => {
          const membership = await findMembership("customer_id", customer.id, signal);
          return membership && toAccount(membership.member, customer);
        }),
      );
      return accounts.filter((account) => account !== null);
    },
    async create(member, { key, signal }) {
      const sourceId = `storefront-${createHash("sha256").update(key).digest("hex").slice(0, 40)}`;
      // Looked for first: a repetition may come late, and must not undo what was changed meanwhile.
      let customer = await findCustomer(sourceId, signal);
      if (!customer) {
        // Operation `create-customer`, which recognises the `source_id`.
        const body = { source_id: sourceId, ...toCustomer(withPlainPhone(member, contact), { isNew: true }) };
        const response = await send({ method: "POST", path: "/v1/customers", body, signal });
        if (response.status !== 200) throw failure(response, [400, 409, 422]);
        customer = parseResponse(customerResponse, response.json);
        assertSameAccount(customer.source_id ?? "", sourceId);
      }
      return assertCreated(toAccount(await enrol(customer.id, signal), customer), member, contact);
    },
    async read(accountNumber, { signal }) {
      const member = await findMember(accountNumber, signal);
      const customer = member && (await findCustomer(member.customer_id, signal));
      return customer && toAccount(member, customer);
    },
    async update(accountNumber, changed, { signal }) {
      const member = await findMember(accountNumber, signal);
      if (!member) throw new LoyaltyRefusedError("there is no such member");
      const path = `/v1/customers/${member.customer_id}`;
      const body = toCustomer(withPlainPhone(changed, contact), { isNew: false });
      const response = await send({ method: "PUT", path, body, signal });
      if (response.status !== 200) throw failure(response, [400, 404, 409, 422]);
      const customer = parseResponse(customerResponse, response.json);
      assertSameAccount(customer.id, member.customer_id);
      return toAccount(member, customer);
    },
    async balance(accountNumber, { signal }) {
      const membership = MEMBER_ID.test(accountNumber)
        ? await findMembership("member_id", accountNumber, signal)
        : null;
      if (!membership) throw new LoyaltyRefusedError("there is no such member");
      return toBalance(membership);
    },
    async ledger(accountNumber, { before, limit }, { signal }) {
      const [, cursor, begin] = (before !== null && PAGE.exec(before)) || [];
      if (before !== null && !cursor) throw new LoyaltyRefusedError("there is no such page");
      const member = await findMember(accountNumber, signal);
      if (!member) throw new LoyaltyRefusedError("there is no such member");
      const { card } = mainCard(member.cards);
      const response = await send({
        method: "GET",
        path: `${program}/members/${member.id}/cards/${card.id}/transactions`,
        query: { limit: String(limit), order: "-created_at", ...(cursor ? { cursor } : {}) },
        signal,
      });
      if (response.status !== 200) throw failure(response);
      const page = parseResponse(transactionsResponse, response.json);
      for (const transaction of page.data) {
        assertSameAccount(transaction.member_id, member.id);
        assertSameAccount(transaction.card_id, card.id);
      }
      const { entries, balance } = toLedger(page.data, Number(begin ?? card.balance.points), new Date());
      return { entries, next: page.cursor && `${page.cursor.next}.${balance}` };
    },
    async deactivate(accountNumber, { signal }) {
      if (!MEMBER_ID.test(accountNumber)) return;
      const response = await send({ method: "POST", path: `${program}/members/${accountNumber}/deactivate`, signal });
      // Their word for a member who is not active any more.
      if (isUnknown(response) || keyOf(response) === "invalid_state_transition") return;
      if (response.status !== 200) throw failure(response, [400, 409]);
      assertSameAccount(parseResponse(memberResponse, response.json).id, accountNumber);
    },
    async reopen(accountNumber, { signal }) {
      if (!MEMBER_ID.test(accountNumber)) return false;
      const response = await send({ method: "POST", path: `${program}/members/${accountNumber}/activate`, signal });
      if (keyOf(response) === "invalid_state_transition") {
        const member = await findMember(accountNumber, signal);
        return member?.status === "ACTIVE";
      }
      if (isUnknown(response) || isRefused(response, [400, 409])) return false;
      if (response.status !== 200) throw failure(response);
      assertSameAccount(parseResponse(memberResponse, response.json).id, accountNumber);
      return true;
    },
  };
}

const errorResponse = z.object({ key: z.string().optional(), resource_type: z.string().optional() });

function keyOf({ json }: JsonResponse): string | undefined {
  return errorResponse.safeParse(json).data?.key;
}

/** Whether they said that they do not know it. That they do not know the programme is a fault of the settings. */
function isUnknown({ status, json }: JsonResponse): boolean {
  const error = errorResponse.safeParse(json);
  return status === 404 && error.success && error.data.resource_type !== "program";
}

function isRefused({ status, json }: JsonResponse, refusals: number[]): boolean {
  return refusals.includes(status) && json !== undefined;
}

/** With their Retry-After, for the log: the limit belongs to the whole project ("Rate limits"). */
function failure(response: JsonResponse, refusals: number[] = []): LoyaltyRefusedError | LoyaltyUnavailableError {
  const wait = /^\d{1,6}$/.exec(response.headers.get("retry-after") ?? "")?.[0];
  const reason = `HTTP ${response.status}${wait ? `, again in ${wait} s` : ""}`;
  return isRefused(response, refusals) ? new LoyaltyRefusedError(reason) : new LoyaltyUnavailableError(reason);
}
