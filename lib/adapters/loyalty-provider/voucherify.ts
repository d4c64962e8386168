import { createHash } from "node:crypto";
import { z } from "zod";
import { assertCreated, assertSameAccount, believe } from "@/lib/adapters/loyalty-provider/answers";
import {
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { type JsonAnswer, type JsonRequest, requestJson } from "@/lib/adapters/loyalty-provider/request-json";
import {
  type CustomerAnswer,
  customerAnswer,
  type MemberAnswer,
  mainCard,
  memberAnswer,
  membershipAnswer,
  memberWithCards,
  toAccount,
  toBalance,
  toCustomer,
  toLedger,
  transactionsAnswer,
} from "@/lib/adapters/loyalty-provider/voucherify-answers";
import { canonicalEmail } from "@/lib/contact/rules";

export type VoucherifySettings = {
  baseUrl: string;
  appId: string;
  appToken: string;
  /** `lprg_…` */
  programId: string;
  /** ISO 3166-1 alpha-2, for phones that are written without a country code. */
  region: string;
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
 *
 * - The account number is the member's id (`lmbr_…`). It is there at once, stays for the membership's whole life and is
 *   what every operation takes. A card's code is generated later, and a member has a card for each definition.
 * - They find customers by e-mail only. A search by phone alone therefore finds nobody: whoever has no address there gets
 *   an account of his own, and the shop's people may have to merge the two.
 * - The customer's `source_id` comes from the write's key. A creation whose reply was lost finds its customer by it, and
 *   the membership by the refusal `member_already_exists`.
 * - They have no key for writes; the others are such that a repetition changes nothing.
 */
export function voucherifyLoyalty({
  baseUrl,
  appId,
  appToken,
  programId,
  region,
}: VoucherifySettings): LoyaltyProvider {
  const base = baseUrl.replace(/\/+$/, "");
  const program = `/v2/loyalties/programs/${encodeURIComponent(programId)}`;

  function send({ method, path, query, body, signal }: Call): Promise<JsonAnswer> {
    return requestJson({
      url: `${base}${path}${query ? `?${new URLSearchParams(query)}` : ""}`,
      method,
      headers: { "x-app-id": appId, "x-app-token": appToken },
      body: body && JSON.stringify(body),
      signal,
    });
  }

  /** Operation `get-customer`. @param id theirs or the `source_id` */
  async function findCustomer(id: string, signal: AbortSignal): Promise<CustomerAnswer | null> {
    const answer = await send({ method: "GET", path: `/v1/customers/${id}`, signal });
    if (isUnknown(answer)) return null;
    if (answer.status !== 200) throw failure(answer);
    const customer = believe(customerAnswer, answer.json);
    if (customer.id !== id) assertSameAccount(customer.source_id ?? "", id);
    return customer;
  }

  /** Operation `getProgramMembership`. */
  async function findMembership(type: "customer_id" | "member_id", id: string, signal: AbortSignal) {
    const query = { identification_type: type };
    const answer = await send({ method: "GET", path: `${program}/memberships/${id}`, query, signal });
    if (isUnknown(answer)) return null;
    if (answer.status !== 200) throw failure(answer);
    const membership = believe(membershipAnswer, answer.json);
    assertSameAccount(type === "member_id" ? membership.member.id : membership.member.customer_id, id);
    return membership;
  }

  /** Operation `getProgramMember`. */
  async function findMember(memberId: string, signal: AbortSignal) {
    if (!MEMBER_ID.test(memberId)) return null;
    const answer = await send({ method: "GET", path: `${program}/members/${memberId}`, signal });
    if (isUnknown(answer)) return null;
    if (answer.status !== 200) throw failure(answer);
    const member = believe(memberWithCards, answer.json);
    assertSameAccount(member.id, memberId);
    return member;
  }

  /** Operation `list-customers`: only those whose address is written just so. */
  async function customersWithEmail(email: string, signal: AbortSignal): Promise<CustomerAnswer[]> {
    const query = { email, limit: String(SAME_ADDRESS_MAX) };
    const answer = await send({ method: "GET", path: "/v1/customers", query, signal });
    if (answer.status !== 200) throw failure(answer);
    const list = believe(
      z.object({ customers: z.array(customerAnswer), has_more: z.boolean().nullish() }),
      answer.json,
    );
    if (list.has_more) throw new LoyaltyUnavailableError("too many customers have one address");
    if (list.customers.some((customer) => canonicalEmail(customer.email ?? "") !== canonicalEmail(email))) {
      throw new LoyaltyUnavailableError("the answer has accounts that were not asked for");
    }
    return list.customers;
  }

  /** Operation `createProgramMember`; who is one already stays the one he is. */
  async function enrol(customerId: string, signal: AbortSignal): Promise<MemberAnswer> {
    // Their description requires the first and explains the second.
    const body = {
      customer_id: customerId,
      customer_identification: { type: "customer_id", customer_id: customerId },
    };
    const answer = await send({ method: "POST", path: `${program}/members`, body, signal });
    if (answer.status === 409 && keyOf(answer) === "member_already_exists") {
      const membership = await findMembership("customer_id", customerId, signal);
      if (membership) return membership.member;
    }
    // A programme that is not active (423) or not there (404) is for the shop to mend: the wish stays as it is.
    if (answer.status !== 200) throw failure(answer, [400, 409]);
    const member = believe(memberAnswer, answer.json);
    assertSameAccount(member.customer_id, customerId);
    return member;
  }

  return {
    name: "voucherify",
    async search({ email }, { signal }) {
      if (email === null) return [];
      const spellings = [...new Set([email, canonicalEmail(email)])];
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
        // Operation `create-customer`, which knows the customer by his source_id again.
        const body = { source_id: sourceId, ...toCustomer(member, { isNew: true }) };
        const answer = await send({ method: "POST", path: "/v1/customers", body, signal });
        if (answer.status !== 200) throw failure(answer, [400, 409, 422]);
        customer = believe(customerAnswer, answer.json);
        assertSameAccount(customer.source_id ?? "", sourceId);
      }
      return assertCreated(toAccount(await enrol(customer.id, signal), customer), member, region);
    },
    async read(accountNumber, { signal }) {
      const member = await findMember(accountNumber, signal);
      const customer = member && (await findCustomer(member.customer_id, signal));
      return customer && toAccount(member, customer);
    },
    async update(accountNumber, changed, { signal }) {
      const member = await findMember(accountNumber, signal);
      if (!member) throw new LoyaltyRefusedError("there is no such member");
      // Operation `update-customer`.
      const path = `/v1/customers/${member.customer_id}`;
      const answer = await send({ method: "PUT", path, body: toCustomer(changed, { isNew: false }), signal });
      if (answer.status !== 200) throw failure(answer, [400, 404, 409, 422]);
      const customer = believe(customerAnswer, answer.json);
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
      // Operation `listCardTransactions`.
      const answer = await send({
        method: "GET",
        path: `${program}/members/${member.id}/cards/${card.id}/transactions`,
        query: { limit: String(limit), order: "-created_at", ...(cursor ? { cursor } : {}) },
        signal,
      });
      if (answer.status !== 200) throw failure(answer);
      const page = believe(transactionsAnswer, answer.json);
      for (const transaction of page.data) {
        assertSameAccount(transaction.member_id, member.id);
        assertSameAccount(transaction.card_id, card.id);
      }
      const { entries, balance } = toLedger(page.data, Number(begin ?? card.balance.points), new Date());
      return { entries, next: page.cursor && `${page.cursor.next}.${balance}` };
    },
    /** Operation `deactivateProgramMember`. */
    async deactivate(accountNumber, { signal }) {
      if (!MEMBER_ID.test(accountNumber)) return;
      const answer = await send({ method: "POST", path: `${program}/members/${accountNumber}/deactivate`, signal });
      // Their word for a member who is not active any more.
      if (isUnknown(answer) || keyOf(answer) === "invalid_state_transition") return;
      if (answer.status !== 200) throw failure(answer, [400, 409]);
      assertSameAccount(believe(memberAnswer, answer.json).id, accountNumber);
    },
  };
}

const errorAnswer = z.object({ key: z.string().optional(), resource_type: z.string().optional() });

/** Their name of an error. */
function keyOf({ json }: JsonAnswer): string | undefined {
  return errorAnswer.safeParse(json).data?.key;
}

/** Whether they said that they do not know it. That they do not know the programme is a fault of the settings. */
function isUnknown({ status, json }: JsonAnswer): boolean {
  const error = errorAnswer.safeParse(json);
  return status === 404 && error.success && error.data.resource_type !== "program";
}

/** With their Retry-After, for the log: the limit belongs to the whole project ("Rate limits"). */
function failure(answer: JsonAnswer, refusals: number[] = []): LoyaltyRefusedError | LoyaltyUnavailableError {
  const wait = /^\d{1,6}$/.exec(answer.headers.get("retry-after") ?? "")?.[0];
  const reason = `HTTP ${answer.status}${wait ? `, again in ${wait} s` : ""}`;
  return refusals.includes(answer.status) && answer.json !== undefined
    ? new LoyaltyRefusedError(reason)
    : new LoyaltyUnavailableError(reason);
}
