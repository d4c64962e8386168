import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { voucherifyLoyalty } from "@/lib/adapters/loyalty-provider/voucherify";
import { mainCard, toLedger } from "@/lib/adapters/loyalty-provider/voucherify-responses";
import { CONTACT, newMember } from "@/lib/testing/loyalty-providers";
import { startVoucherifyServer, type VoucherifyServer } from "@/lib/testing/voucherify-server";

/* What is particular to Voucherify. */

const options = () => ({ signal: AbortSignal.timeout(15_000) });
const write = (key: string = randomUUID()) => ({ ...options(), key });

let server: VoucherifyServer;
let provider: LoyaltyProvider;
beforeEach(async () => {
  server = await startVoucherifyServer();
  provider = voucherifyLoyalty({ baseUrl: `${server.url}/`, ...server.account, contact: CONTACT });
});
afterEach(() => server.close());

/** The customer's record at theirs. */
function recordOf(email: string | null) {
  const customer = server.customers().find(({ fields }) => fields.email === email);
  return customer ?? expect.unreachable("there is no such customer");
}

describe("members and customers", () => {
  test("the account number is the member's id, which is there before the card has its code", async () => {
    const { accountNumber } = await provider.create(newMember(), write());
    expect(server.members().map(({ id }) => id)).toEqual([accountNumber]);
    expect(accountNumber).toMatch(/^lmbr_/);
  });

  test("the customer's source_id comes from the write's key and does not tell it", async () => {
    const [one, two] = [newMember(), newMember()];
    await provider.create(one, write("join:17"));
    await provider.create(two, write("join:18"));
    expect(recordOf(one.email).source_id).toMatch(/^storefront-[0-9a-f]{40}$/);
    expect(recordOf(one.email).source_id).not.toBe(recordOf(two.email).source_id);
  });

  test("a customer without a membership is nobody's account, and is enrolled rather than made again", async () => {
    const member = newMember();
    const key = randomUUID();
    server.isProgramActive = false;
    await expect(provider.create(member, write(key))).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    expect(await provider.search({ phone: null, email: member.email }, options())).toEqual([]);
    server.isProgramActive = true;
    await provider.create(member, write(key));
    expect(server.customers()).toHaveLength(1);
    expect(server.members()).toHaveLength(1);
  });

  test("what else the shop keeps of a customer stays, and what was edited by hand is checked", async () => {
    const member = newMember();
    const { accountNumber } = await provider.create(member, write());
    const record = recordOf(member.email);
    Object.assign(record.fields, { description: "a good customer", name: "Ayşe Gül Öztürk Yılmaz" });
    Object.assign(record.fields.metadata ?? {}, { lang: "tr", gender: "F", sms_allowed: "yes" });
    expect(await provider.read(accountNumber, options())).toMatchObject({
      firstName: "Ayşe Gül Öztürk",
      lastName: "Yılmaz",
      gender: null,
      smsAllowed: null,
      emailAllowed: true,
    });
    await provider.update(accountNumber, member, write());
    expect(record.fields).toMatchObject({ description: "a good customer", metadata: { lang: "tr" } });
    expect(await provider.read(accountNumber, options())).toMatchObject({ lastName: "Öztürk", smsAllowed: false });
  });

  test("what a shop maps is in the customer's metadata, beside the shop's own and never in place of ours", async () => {
    const mapped = { shoeSize: 43, interests: ["sea", "wind"], hasDog: null, first_name: "Mallory" };
    const member = newMember({ attributes: mapped });
    const { accountNumber } = await provider.create(member, write());
    const { fields } = recordOf(member.email);
    expect(fields.metadata).toMatchObject({ ...mapped, first_name: member.firstName });
    Object.assign(fields.metadata ?? {}, { lang: "tr" });
    await provider.update(accountNumber, { ...member, attributes: { shoeSize: null, hasDog: true } }, write());
    expect(fields.metadata).toMatchObject({ shoeSize: null, interests: ["sea", "wind"], hasDog: true, lang: "tr" });
  });

  test("an address that too many customers have is an error", async () => {
    const member = newMember();
    for (let index = 0; index < 21; index++) await provider.create(member, write());
    const search = provider.search({ phone: null, email: member.email }, options());
    await expect(search).rejects.toBeInstanceOf(LoyaltyUnavailableError);
  });

  test("an unknown programme is an error in the settings, neither nobody nor a refusal", async () => {
    const { accountNumber } = await provider.create(newMember(), write());
    const lost = voucherifyLoyalty({ baseUrl: server.url, ...server.account, programId: "lprg_0", contact: CONTACT });
    await expect(lost.read(accountNumber, options())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    await expect(lost.balance(accountNumber, options())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    await expect(lost.create(newMember(), write())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    await expect(lost.deactivate(accountNumber, write())).rejects.toBeInstanceOf(LoyaltyUnavailableError);
  });

  test("a rate limit is logged with the time to wait", async () => {
    server.plant({ fault: "error", status: 429, times: 1 });
    const search = provider.search({ phone: null, email: "a@example.com" }, options());
    await expect(search).rejects.toThrow("HTTP 429, again in 7 s");
  });
});

describe("balance", () => {
  test("tells level, pending and expiring points", async () => {
    const { accountNumber } = await provider.create(newMember(), write());
    const empty = { points: 0, owedPoints: null, pendingPoints: 0, expiring: null, tier: null };
    expect(await provider.balance(accountNumber, options())).toEqual(empty);
    server.levels = { current: "Silver", next: { name: "Gold", points: 119.5 } };
    server.book(accountNumber, { type: "POINTS_EARNED", total: 100 });
    server.book(accountNumber, { type: "PENDING_POINTS_ADDED", total: 10, date: "2099-01-01" });
    expect(await provider.balance(accountNumber, options())).toEqual({
      points: 100,
      owedPoints: null,
      pendingPoints: 10,
      expiring: { points: 100, at: new Date("2099-08-08") },
      tier: { name: "Silver", next: { name: "Gold", missingPoints: 120 } },
    });
  });

  test("is that of the oldest kind of card, in whatever order they come", () => {
    const card = (id: string, definition: string) => ({
      card: {
        id,
        card_definition_id: definition,
        balance: { points: 1, pending_points: 0 },
        next_expiration: null,
      },
    });
    const cards = [card("lcrd_2", "lcdef_b"), { card: null }, card("lcrd_1", "lcdef_a")];
    expect(mainCard(cards).card.id).toBe("lcrd_1");
    expect(mainCard([...cards].reverse()).card.id).toBe("lcrd_1");
    expect(() => mainCard([{ card: null }])).toThrow(LoyaltyUnavailableError);
  });
});

describe("ledger", () => {
  const NOW = new Date("2026-06-01T00:00:00Z");
  const transaction = (type: string, total: number, more: { date?: string; status?: string } = {}) => ({
    id: `lctx_${type}`,
    card_id: "lcrd_1",
    member_id: "lmbr_1",
    type,
    status: more.status ?? "APPROVED",
    created_at: NOW,
    details: { reason: null, points: { total, ...(more.date ? { date: new Date(more.date) } : {}) } },
  });

  test.each([
    ["POINTS_EARNED", 10, "earn", 10],
    ["PENDING_POINTS_ACTIVATED", 10, "earn", 10],
    ["POINTS_SPENT_ON_REWARD", -10, "spend", -10],
    ["POINTS_SPENT_ON_ORDER", 10, "spend", -10],
    ["POINTS_PURCHASE_REVERSED", 10, "reverse", -10],
    ["POINTS_REFUNDED", 10, "reverse", 10],
    ["POINTS_RETURNED", 10, "reverse", 10],
    ["POINTS_EXPIRED", 10, "expire", -10],
    ["POINTS_PURCHASED", 10, "adjust", 10],
    ["ADMIN_CREDIT", 10, "adjust", 10],
    ["ADMIN_DEBIT", -10, "adjust", -10],
    ["SOMETHING_OF_NEXT_YEAR", -10, "adjust", -10],
  ])("shows %s of %d as %s of %d", (type, total, kind, points) => {
    const { entries, balance } = toLedger([transaction(type, total)], 50, NOW);
    expect(entries).toMatchObject([{ kind, points, balance: 50 }]);
    expect(balance).toBe(50 - points);
  });

  test("takes the points of an expiry by hand from the bucket that expired", () => {
    const expiry = { ...transaction("ADMIN_POINTS_EXPIRATION", 0), details: { bucket: { points: { total: 30 } } } };
    expect(toLedger([expiry], 0, NOW).entries).toMatchObject([{ kind: "expire", points: -30 }]);
  });

  test("leaves out what does not count, and shows what will, with its day", () => {
    const { entries, balance } = toLedger(
      [
        transaction("POINTS_EARNED", 5, { status: "PENDING" }),
        transaction("ADMIN_DEBIT", -5, { status: "REJECTED" }),
        transaction("PENDING_POINTS_CANCELED", 5),
        transaction("PENDING_POINTS_ADDED", 5),
        transaction("PENDING_POINTS_ADDED", 6, { date: "2026-05-31" }),
        transaction("PENDING_POINTS_ADDED", 7, { date: "2026-06-02" }),
        transaction("POINTS_EARNED", 8),
      ],
      8,
      NOW,
    );
    expect(entries).toMatchObject([
      { kind: "earn", points: 7, balance: 8, availableAt: new Date("2026-06-02") },
      { kind: "earn", points: 8, balance: 8, availableAt: null },
    ]);
    expect(balance).toBe(0);
  });

  test.each(["", "x", "lcrsctx_1", "lcrsctx_1.x", "lcrsctx_1.5&order=created_at"])(
    "refuses the page %o, which it never named",
    async (before) => {
      const { accountNumber } = await provider.create(newMember(), write());
      const page = provider.ledger?.(accountNumber, { before, limit: 5 }, options());
      await expect(page).rejects.toBeInstanceOf(LoyaltyRefusedError);
    },
  );
});
