import { randomBytes } from "node:crypto";
import { afterEach, beforeAll, expect, test } from "vitest";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { importCustomers, type SourceRow } from "@/lib/import/service";
import { drainJobs } from "@/lib/platform/jobs/service";
import { changeSetting } from "@/lib/settings/service";
import { uniquePhone } from "@/lib/testing/customers";
import { uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop } from "@/lib/testing/shop";
import { startReceiver } from "@/lib/testing/webhook-receiver";
import { addEndpoint } from "@/lib/webhooks/endpoint-service";
import { EVENTS, type EventType } from "@/lib/webhooks/event-schema";
import { DELIVER, DELIVER_BULK } from "@/lib/webhooks/rules";

/* Other systems hear of whoever moves in. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", { provider: "embedded", is_sync: true });
});

const JOBS = { kind: { startsWith: DELIVER } };

afterEach(async () => {
  await shop.db.webhookEndpoint.deleteMany();
  await shop.db.job.deleteMany({ where: JOBS });
});

async function runImport(row: Record<string, unknown>, { isTold = true, isDryRun = false } = {}): Promise<void> {
  async function* rows(): AsyncGenerator<SourceRow> {
    yield { row: 1, values: row };
  }
  const report = async (lines: unknown) => expect(lines).toMatchObject([{ outcome: "imported" }]);
  await importCustomers(shop, rows(), { source: "test", isDryRun, isTold, report });
}

const newRow = (overrides: Record<string, unknown> = {}) => ({
  external_id: randomBytes(6).toString("hex"),
  email: uniqueEmail(),
  email_verified: true,
  ...overrides,
});

const idOf = async ({ email }: { email: string }) =>
  (await shop.db.customer.findFirstOrThrow({ where: { email }, select: { id: true } })).id;

async function eventsOf(row: { email: string }): Promise<[string, object][]> {
  const customerId = await idOf(row);
  const events = await shop.db.webhookEvent.findMany({ where: { customerId }, orderBy: { id: "asc" } });
  return events.map(({ type, data }) => {
    const { customer_id, ...rest } = EVENTS[type as EventType].strict().parse(data);
    expect(customer_id).toBe(customerId);
    return [type, rest];
  });
}

test("a customer who moves in is told of as one who has registered, with the answers that stand", async () => {
  const [one, other] = [await createSegment(shop), await createSegment(shop)];
  const account = randomBytes(6).toString("hex");
  const row = newRow({
    phone: uniquePhone(),
    phone_verified: true,
    consents: [
      { channel: "sms", value: true, at: "2020-01-31T09:00:00Z", wording: "2020", source: "checkout" },
      { channel: "email", value: true, at: "2021-01-01T00:00:00Z", wording: "2021" },
      { channel: "sms", value: false, at: "2022-05-01T10:00:00Z", wording: "2022", source: "profile" },
    ],
    segments: [one.id, other.id],
    active_segment: other.id,
    loyalty_account: account,
    loyalty_points: 20,
  });
  await runImport(row);
  const answer = (channel: string, wording_version: string, source: string) => {
    return { channel, old_value: null, wording_version, source };
  };
  expect(await eventsOf(row)).toEqual([
    ["customer.created", {}],
    ["customer.contact_proved", { contact: "email" }],
    ["customer.contact_proved", { contact: "phone" }],
    ["consent.withdrawn", answer("sms", "2022", "profile")],
    ["consent.given", answer("email", "2021", "import")],
    ["segment.assigned", { segment_id: one.id }],
    ["segment.assigned", { segment_id: other.id }],
    ["segment.switched", { segment_id: other.id }],
    ["card.linked", { provider: "embedded", account_number: account }],
  ]);
});

test("receivers get it in order, behind what happens to everybody else", async () => {
  const receiver = await startReceiver();
  const { endpoint, secret } = await addEndpoint(shop, COMMAND_LINE, { url: receiver.url, types: [] });
  receiver.secret = secret;
  const row = newRow({ sms_allowed: false, consents_wording: "2020" });
  await runImport(row);
  const kinds = (await shop.db.job.findMany({ where: JOBS })).map(({ kind }) => kind);
  expect(kinds).toEqual([`${DELIVER_BULK}:${endpoint.id}`]);
  await drainJobs(shop, [DELIVER_BULK]);
  expect(receiver.firsts().map(({ type }) => type)).toEqual((await eventsOf(row)).map(([type]) => type));
  expect(receiver.firsts()).toHaveLength(3);
  await receiver.kill();
});

test("nobody hears of an import that is not to be told, or that only tries", async () => {
  const row = newRow();
  const before = await shop.db.webhookEvent.count();
  await runImport(row, { isDryRun: true });
  await runImport(row, { isTold: false });
  expect(await shop.db.webhookEvent.count()).toBe(before);
  expect(await eventsOf(row)).toEqual([]);
});
