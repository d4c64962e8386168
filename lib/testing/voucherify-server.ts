import { randomBytes } from "node:crypto";
import {
  parseJson,
  type ReceivedCall,
  type Route,
  routed,
  type ServedResponse,
  serveFaulty,
} from "@/lib/testing/faulty-service";
import {
  type Customer,
  customerView,
  distort,
  type Levels,
  type Member,
  memberView,
  memberWithCards,
  ok,
  refuse,
  type Transaction,
  tierProgress,
  transactionView,
  unknown,
} from "@/lib/testing/voucherify-responses";

/*
 * As much of Voucherify as the loyalty adapter uses, in memory: customers (v1) and one programme's members and cards
 * (v2), by the names of the vendor's operations.
 */

const ACCOUNT = {
  appId: "c70a6f00-cf91-4756-9df5-47628850002b",
  appToken: "3266b9f8-e246-4f79-bdf0-833929b1380c",
  programId: "lprg_128f58429f4c4bf7b2",
};
const PROGRAM = "/v2/loyalties/programs/:program";
const CUSTOMER_FIELDS = new Set(["name", "description", "email", "phone", "birthdate", "address", "metadata"]);

export type VoucherifyServer = Awaited<ReturnType<typeof startVoucherifyServer>>;

/** Starts a project with one active programme and nobody in it. */
export async function startVoucherifyServer(address: { port?: number } = {}) {
  const customers = new Map<string, Customer>();
  const members = new Map<string, Member>();
  const transactions: Transaction[] = [];
  const now = () => new Date().toISOString();
  const newId = (kind: string) => `${kind}_${randomBytes(9).toString("hex")}`;

  const programme = {
    account: ACCOUNT,
    customers: () => [...customers.values()],
    members: () => [...members.values()],
    /** Books a transaction. @param date when pending points count, `YYYY-MM-DD` */
    book(memberId: string, transaction: Pick<Transaction, "type" | "total"> & Partial<Transaction>) {
      const kept = { status: "APPROVED", date: null, ...transaction };
      transactions.push({ ...kept, id: newId("lctx"), memberId, created_at: now() });
    },
    /** Puts every member on a level, with a next one. */
    levels: null as Levels | null,
    /** False closes the programme to new members. */
    isProgramActive: true,
  };

  const findCustomer = (id: string) =>
    customers.get(id) ?? [...customers.values()].find(({ source_id }) => source_id !== null && source_id === id);
  const withCards = (member: Member) => memberWithCards(member, transactions);

  function listCustomers({ query }: ReceivedCall): ServedResponse {
    const [email, limit] = [query.get("email"), Number(query.get("limit") ?? 10)];
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
  function createCustomer({ body }: ReceivedCall): ServedResponse {
    const { source_id: sourceId = null, ...fields } = recordOf(parseJson(body)) as { source_id?: string | null };
    const known = sourceId === null ? undefined : findCustomer(sourceId);
    const customer = known ?? { id: newId("cust"), source_id: sourceId, created_at: now(), fields: {} };
    takeFields(customer, fields);
    customers.set(customer.id, customer);
    return ok(customerView(customer));
  }

  function updateCustomer({ body }: ReceivedCall, id = ""): ServedResponse {
    const customer = findCustomer(id);
    if (!customer) return unknown("customer", id);
    takeFields(customer, recordOf(parseJson(body)));
    customer.updated_at = now();
    return ok(customerView(customer));
  }

  function createMember({ body }: ReceivedCall): ServedResponse {
    const id = String(recordOf(parseJson(body)).customer_id);
    if (!programme.isProgramActive) return refuse(423, "non_active_program");
    if (!customers.has(id)) return unknown("customer", id);
    if ([...members.values()].some((member) => member.customer_id === id)) return refuse(409, "member_already_exists");
    const member: Member = {
      id: newId("lmbr"),
      customer_id: id,
      status: "ACTIVE",
      created_at: now(),
      updated_at: null,
      card: { id: newId("lcrd"), code: null },
    };
    members.set(member.id, member);
    const response = ok(withCards(member));
    // The card gets its code later.
    member.card.code = newId("Shop");
    return response;
  }

  function readMembership({ query }: ReceivedCall, _program = "", id = ""): ServedResponse {
    const key = query.get("identification_type") === "member_id" ? "id" : "customer_id";
    const member = [...members.values()].find((one) => one[key] === id);
    if (!member) return unknown("member", id);
    return ok({
      member: memberView(member),
      program: { id: ACCOUNT.programId, name: "Points", status: "ACTIVE", metadata: {}, object: "program" },
      cards: withCards(member).cards.map((card) => ({ ...card, tier_progress: tierProgress(programme.levels) })),
      object: "membership",
    });
  }

  function deactivate(_call: ReceivedCall, member: Member): ServedResponse {
    if (member.status !== "ACTIVE") return refuse(400, "invalid_state_transition");
    Object.assign(member, { status: "INACTIVE", updated_at: now() });
    return ok(memberView(member));
  }

  function activate(_call: ReceivedCall, member: Member): ServedResponse {
    if (member.status !== "INACTIVE") return refuse(400, "invalid_state_transition");
    Object.assign(member, { status: "ACTIVE", updated_at: now() });
    return ok(memberView(member));
  }

  function listTransactions({ query }: ReceivedCall, member: Member, card = ""): ServedResponse {
    if (card !== member.card.id) return unknown("card", card);
    const limit = Number(query.get("limit") ?? 10);
    const newest = transactions.filter(({ memberId }) => memberId === member.id).reverse();
    const start = Number.parseInt(query.get("cursor")?.replace("lcrsctx_", "") ?? "0", 16);
    const end = start + limit;
    return ok({
      data: newest.slice(start, end).map((transaction) => transactionView(transaction, member)),
      cursor: newest.length > end ? { next: `lcrsctx_${end.toString(16)}` } : null,
      object: "list",
    });
  }

  const inProgram =
    (work: Route[2]): Route[2] =>
    (call, program = "", ...parts) =>
      program === ACCOUNT.programId ? work(call, program, ...parts) : unknown("program", program);
  const onMember = (work: (call: ReceivedCall, member: Member, card?: string) => ServedResponse) =>
    inProgram((call, _program, id = "", card) => {
      const member = members.get(id);
      return member ? work(call, member, card) : unknown("member", id);
    });
  const readCustomer: Route[2] = (_call, id = "") => {
    const customer = findCustomer(id);
    return customer ? ok(customerView(customer)) : unknown("customer", id);
  };
  const routes: Route[] = [
    ["list-customers", "GET /v1/customers", listCustomers],
    ["create-customer", "POST /v1/customers", createCustomer],
    ["get-customer", "GET /v1/customers/:id", readCustomer],
    ["update-customer", "PUT /v1/customers/:id", updateCustomer],
    ["createProgramMember", `POST ${PROGRAM}/members`, inProgram(createMember)],
    ["getProgramMember", `GET ${PROGRAM}/members/:id`, onMember((_call, member) => ok(withCards(member)))],
    ["getProgramMembership", `GET ${PROGRAM}/memberships/:id`, inProgram(readMembership)],
    ["deactivateProgramMember", `POST ${PROGRAM}/members/:id/deactivate`, onMember(deactivate)],
    ["activateProgramMember", `POST ${PROGRAM}/members/:id/activate`, onMember(activate)],
    ["listCardTransactions", `GET ${PROGRAM}/members/:id/cards/:card/transactions`, onMember(listTransactions)],
  ];
  const admit = ({ header }: ReceivedCall) =>
    header("x-app-id") === ACCOUNT.appId && header("x-app-token") === ACCOUNT.appToken
      ? null
      : refuse(401, "unauthorized");

  return Object.assign(programme, await serveFaulty({ ...routed(routes, admit), distort }, address));
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** What is not given stays; metadata is merged. */
function takeFields(customer: Customer, given: object): void {
  for (const [name, value] of Object.entries(given)) {
    if (!CUSTOMER_FIELDS.has(name)) continue;
    customer.fields[name] = name === "metadata" ? { ...recordOf(customer.fields[name]), ...recordOf(value) } : value;
  }
}
