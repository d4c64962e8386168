import { randomBytes } from "node:crypto";
import {
  type FaultyServer,
  parseJson,
  type ReceivedCall,
  type Reply,
  type Service,
  serveFaulty,
} from "@/lib/testing/faulty-service";
import {
  CARD_DEFINITION,
  type Card,
  type Customer,
  cardView,
  customerView,
  distort,
  ok,
  refuse,
  unknown,
} from "@/lib/testing/voucherify-replies";

/*
 * As much of Voucherify as the loyalty adapter uses: customers (v1) and one programme's members and cards (v2), in memory.
 * scripts/check-voucherify.ts holds it against the vendor's own description.
 */

type Member = {
  id: string;
  customer_id: string;
  status: "ACTIVE" | "INACTIVE";
  created_at: string;
  updated_at: string | null;
  card: Card;
};
type Transaction = {
  id: string;
  memberId: string;
  type: string;
  total: number;
  status: string;
  date: string | null;
  created_at: string;
};

export type VoucherifyServer = FaultyServer & {
  account: { appId: string; appToken: string; programId: string };
  customers(): Customer[];
  members(): Member[];
  /** Books a transaction. @param date when pending points count, `YYYY-MM-DD` */
  book(memberId: string, transaction: { type: string; total: number; status?: string; date?: string }): void;
  /** Puts every member on a level, with a next one. */
  levels: { current: string; next: { name: string; points: number } } | null;
  /** Closes the programme to new members. */
  isProgramActive: boolean;
};

const CUSTOMER_FIELDS = new Set(["name", "description", "email", "phone", "birthdate", "address", "metadata"]);
const OPERATIONS: [method: string, path: RegExp, operation: string][] = [
  ["GET", /^\/v1\/customers$/, "list-customers"],
  ["POST", /^\/v1\/customers$/, "create-customer"],
  ["GET", /^\/v1\/customers\/([^/]+)$/, "get-customer"],
  ["PUT", /^\/v1\/customers\/([^/]+)$/, "update-customer"],
  ["POST", /^\/v2\/loyalties\/programs\/([^/]+)\/members$/, "createProgramMember"],
  ["GET", /^\/v2\/loyalties\/programs\/([^/]+)\/members\/([^/]+)$/, "getProgramMember"],
  ["GET", /^\/v2\/loyalties\/programs\/([^/]+)\/memberships\/([^/]+)$/, "getProgramMembership"],
  ["POST", /^\/v2\/loyalties\/programs\/([^/]+)\/members\/([^/]+)\/deactivate$/, "deactivateProgramMember"],
  [
    "GET",
    /^\/v2\/loyalties\/programs\/([^/]+)\/members\/([^/]+)\/cards\/([^/]+)\/transactions$/,
    "listCardTransactions",
  ],
];

/** Starts a project with one active programme and nobody in it. */
export async function startVoucherifyServer(address: { port?: number } = {}): Promise<VoucherifyServer> {
  const customers = new Map<string, Customer>();
  const members = new Map<string, Member>();
  const transactions: Transaction[] = [];
  const account = {
    appId: "c70a6f00-cf91-4756-9df5-47628850002b",
    appToken: "3266b9f8-e246-4f79-bdf0-833929b1380c",
    programId: "lprg_128f58429f4c4bf7b2",
  };
  const service: Service = {
    operationOf: (call) => route(call).operation,
    answer(call) {
      const reply = isAllowed(call) ? work(call) : refuse(401, "unauthorized");
      return { ...reply, headers: { "x-rate-limit-limit": "1000", "x-rate-limit-remaining": "998", ...reply.headers } };
    },
    distort,
    state: () => ({ customers: [...customers.values()], members: [...members.values()] }),
  };
  const isAllowed = ({ header }: ReceivedCall) =>
    header("x-app-id") === account.appId && header("x-app-token") === account.appToken;

  function work(call: ReceivedCall): Reply {
    const { operation, ids } = route(call);
    const [first = "", second = "", third = ""] = ids;
    switch (operation) {
      case "list-customers":
        return listCustomers(call);
      case "create-customer":
        return createCustomer(call);
      case "get-customer": {
        const customer = findCustomer(first);
        return customer ? ok(customerView(customer)) : unknown("customer", first);
      }
      case "update-customer": {
        const customer = findCustomer(first);
        if (!customer) return unknown("customer", first);
        takeFields(customer, fieldsOf(call.body));
        customer.updated_at = new Date().toISOString();
        return ok(customerView(customer));
      }
    }
    if (first !== account.programId) return unknown("program", first);
    if (operation === "createProgramMember") return createMember(call);
    if (operation === "getProgramMembership") return membership(second, call.query.get("identification_type"));
    const member = members.get(second);
    if (!member) return unknown("member", second);
    switch (operation) {
      case "getProgramMember":
        return ok(withCards(member));
      case "deactivateProgramMember":
        if (member.status !== "ACTIVE") return refuse(400, "invalid_state_transition");
        member.status = "INACTIVE";
        member.updated_at = new Date().toISOString();
        return ok(memberView(member));
      case "listCardTransactions":
        return third === member.card.id ? listTransactions(call, member) : unknown("card", third);
    }
    return refuse(404, "not_found");
  }

  const findCustomer = (id: string) =>
    customers.get(id) ?? [...customers.values()].find(({ source_id }) => source_id !== null && source_id === id);

  function listCustomers({ query }: ReceivedCall): Reply {
    const email = query.get("email");
    const limit = Number(query.get("limit") ?? 10);
    const found = [...customers.values()].filter(({ fields }) => email === null || fields.email === email);
    return ok({
      object: "list",
      data_ref: "customers",
      customers: found.slice(0, limit).map(customerView),
      total: found.length,
      has_more: found.length > limit,
    });
  }

  /** With a source_id that is known it changes that customer. */
  function createCustomer({ body }: ReceivedCall): Reply {
    const { source_id: given, ...fields } = fieldsOf(body);
    const sourceId = typeof given === "string" ? given : null;
    const known = sourceId === null ? undefined : findCustomer(sourceId);
    const customer = known ?? {
      id: `cust_${randomBytes(12).toString("hex")}`,
      source_id: sourceId,
      created_at: new Date().toISOString(),
      fields: {},
    };
    takeFields(customer, fields);
    customers.set(customer.id, customer);
    return ok(customerView(customer));
  }

  function createMember({ body }: ReceivedCall): Reply {
    const { customer_id: id } = fieldsOf(body);
    const customer = typeof id === "string" ? customers.get(id) : undefined;
    if (!server.isProgramActive) return refuse(423, "non_active_program");
    if (!customer) return unknown("customer", String(id));
    if ([...members.values()].some((member) => member.customer_id === customer.id)) {
      return refuse(409, "member_already_exists");
    }
    const member: Member = {
      id: `lmbr_${randomBytes(9).toString("hex")}`,
      customer_id: customer.id,
      status: "ACTIVE",
      created_at: new Date().toISOString(),
      updated_at: null,
      card: { id: `lcrd_${randomBytes(9).toString("hex")}`, code: null },
    };
    members.set(member.id, member);
    const reply = ok(withCards(member));
    member.card.code = `Shop-${randomBytes(5).toString("hex")}`;
    return reply;
  }

  function membership(id: string, type: string | null): Reply {
    const member = [...members.values()].find((one) => (type === "member_id" ? one.id === id : one.customer_id === id));
    if (!member) return unknown("member", id);
    return ok({
      member: memberView(member),
      program: { id: account.programId, name: "Points", status: "ACTIVE", metadata: {}, object: "program" },
      cards: withCards(member).cards.map((card) => ({ ...card, tier_progress: tierProgress() })),
      object: "membership",
    });
  }

  function tierProgress() {
    const tier = (name: string) => ({ id: "lt_128f4a88414c4bed6a", name });
    const levels = server.levels;
    return {
      current: levels && { tier: tier(levels.current), start_at: null, expires_at: null, points: null },
      tier_structure: null,
      deferred: [],
      risks: [],
      opportunities: levels ? [{ valid_until: null, tier: tier(levels.next.name), points: levels.next.points }] : [],
      object: "member_tier_progress",
    };
  }

  function listTransactions({ query }: ReceivedCall, member: Member): Reply {
    const limit = Number(query.get("limit") ?? 10);
    const newest = transactions.filter(({ memberId }) => memberId === member.id).reverse();
    const start = Number.parseInt(query.get("cursor")?.replace("lcrsctx_", "") ?? "0", 16);
    const page = newest.slice(start, start + limit);
    const hasMore = newest.length > start + limit;
    return ok({
      data: page.map((transaction) => transactionView(transaction, member)),
      cursor: hasMore ? { next: `lcrsctx_${(start + limit).toString(16)}` } : null,
      object: "list",
    });
  }

  const memberView = ({ card: _card, ...member }: Member) => ({
    ...member,
    program_id: account.programId,
    metadata: {},
    object: "member",
  });

  const transactionView = ({ memberId, total, date, ...transaction }: Transaction, member: Member) => ({
    ...transaction,
    card_id: member.card.id,
    program_id: account.programId,
    member_id: memberId,
    card_definition_id: CARD_DEFINITION,
    card_type: "INDIVIDUAL",
    details: { reason: "By hand", rejection: null, metadata: {}, points: { total, ...(date ? { date } : {}) } },
    updated_at: null,
    object: "card_transaction",
  });

  function withCards(member: Member) {
    const approved = transactions.filter(({ memberId, status }) => memberId === member.id && status === "APPROVED");
    const sum = (isPending: boolean) =>
      approved
        .filter(({ type }) => (type === "PENDING_POINTS_ADDED") === isPending)
        .reduce((points, { total }) => points + total, 0);
    const line = {
      member_role: "OWNER",
      created_at: member.created_at,
      card: cardView(member.card, sum(false), sum(true)),
      object: "member_card",
    };
    return { ...memberView(member), cards: [line] };
  }

  const server: VoucherifyServer = Object.assign(await serveFaulty(service, address), {
    account,
    customers: () => [...customers.values()],
    members: () => [...members.values()],
    book(
      memberId: string,
      { type, total, status = "APPROVED", date }: { type: string; total: number; status?: string; date?: string },
    ) {
      const id = `lctx_${randomBytes(9).toString("hex")}`;
      const created_at = new Date().toISOString();
      transactions.push({ id, memberId, type, total, status, date: date ?? null, created_at });
    },
    levels: null,
    isProgramActive: true,
  });
  return server;
}

function route({ method, path }: ReceivedCall): { operation: string; ids: string[] } {
  for (const [byMethod, pattern, operation] of OPERATIONS) {
    const ids = method === byMethod ? pattern.exec(path)?.slice(1) : undefined;
    if (ids) return { operation, ids: ids.map(decodeURIComponent) };
  }
  return { operation: "unknown", ids: [] };
}

function fieldsOf(body: string): Record<string, unknown> {
  return recordOf(parseJson(body));
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** What is not given stays; metadata is merged. */
function takeFields(customer: Customer, given: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(given)) {
    if (!CUSTOMER_FIELDS.has(name)) continue;
    customer.fields[name] = name === "metadata" ? { ...recordOf(customer.fields[name]), ...recordOf(value) } : value;
  }
}
