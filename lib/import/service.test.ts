import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { signInWithPassword } from "@/lib/auth/service";
import type { RowReport } from "@/lib/import/schema";
import { importCustomers, type SourceRow } from "@/lib/import/service";
import { changeSetting } from "@/lib/settings/service";
import { TEST_CONTEXT } from "@/lib/testing/challenges";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { hashes } from "@/lib/testing/django-hashes/hashes.json";
import { countQueued } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { EVERY_FIELD } from "@/lib/testing/shop-fields";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const DJANGO = { password: "", hash: "", ...hashes[1] };

const newRow = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  external_id: randomBytes(6).toString("hex"),
  email: uniqueEmail(),
  email_verified: true,
  phone: uniquePhone(),
  phone_verified: true,
  first_name: "Jane",
  ...overrides,
});

async function* rowsOf(values: readonly (Record<string, unknown> | null)[]): AsyncGenerator<SourceRow> {
  for (const [index, row] of values.entries()) yield { row: index + 1, values: row };
}

/** The report, as `row outcome field:reason`. */
async function runImport(
  values: readonly (Record<string, unknown> | null)[],
  {
    isDryRun = false,
    isTold = true,
    source = "test",
    onLines = () => {},
  }: { isDryRun?: boolean; isTold?: boolean; source?: string; onLines?: () => void } = {},
): Promise<string[]> {
  const lines: RowReport[] = [];
  const report = async (batch: readonly RowReport[]) => {
    lines.push(...batch);
    onLines();
  };
  await importCustomers(shop, rowsOf(values), { source, isDryRun, isTold, report });
  return lines.map((line) => {
    const problems = line.outcome === "refused" ? line.problems.map(({ field, reason }) => `${field}:${reason}`) : [];
    return [line.row, line.outcome, ...problems].join(" ");
  });
}

const countCustomers = () => shop.db.customer.count();
const findByEmail = (email: unknown) =>
  shop.db.customer.findFirst({ where: { email: String(email) }, select: { id: true, verifiedEmail: true } });

describe("customers who move in", () => {
  test("sign in with the password that they had, by every name", async () => {
    const row = newRow({ password_hash: DJANGO.hash, username: `jane.${randomBytes(4).toString("hex")}` });
    expect(await runImport([row])).toEqual(["1 imported"]);
    for (const name of [row.email, row.phone, row.username]) {
      const credentials = { name: String(name), password: DJANGO.password };
      const { token } = await signInWithPassword(shop, { sessionTokens: [] }, credentials, TEST_CONTEXT);
      expect(token).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test("without a password, as Django marks them, have none", async () => {
    const row = newRow({ password_hash: "!5MyYnNlNBt1mvqZMgMqUF5GnWWD4IY3mOXZfAbcd" });
    expect(await runImport([row])).toEqual(["1 imported"]);
    const { passwordHash } = await shop.db.customer.findUniqueOrThrow({
      where: { verifiedEmail: String(row.email) },
      select: { passwordHash: true },
    });
    expect(passwordHash).toBeNull();
  });

  test("keep each answer that they gave, in its order, whatever that of the file", async () => {
    const row = newRow({
      consents: JSON.stringify([
        { channel: "sms", value: false, at: "2022-05-01 10:00:00+03", wording: "2022", ip: "192.0.2.7" },
        { channel: "sms", value: true, at: "2020-01-31T09:00:00.123456Z", wording: "2020", source: "checkout" },
        { channel: "email", value: true, at: "2021-01-01T00:00:00Z", wording: "2020" },
      ]),
      call_allowed: "false",
      consents_at: "2019-01-01T00:00:00Z",
      consents_wording: "first",
    });
    expect(await runImport([row])).toEqual(["1 imported"]);
    const customer = await shop.db.customer.findUniqueOrThrow({
      where: { verifiedEmail: String(row.email) },
      select: { emailAllowed: true, smsAllowed: true, callAllowed: true, consentEvents: { orderBy: { id: "asc" } } },
    });
    expect(customer).toMatchObject({ emailAllowed: true, smsAllowed: false, callAllowed: false });
    const told = customer.consentEvents.map(({ channel, oldValue, newValue, at, wordingVersion, source, ip }) =>
      [channel, oldValue, newValue, at.toISOString(), wordingVersion, source, ip].join(" "),
    );
    expect(told).toEqual([
      "call  false 2019-01-01T00:00:00.000Z first import ",
      "sms  true 2020-01-31T09:00:00.123Z 2020 checkout ",
      "email  true 2021-01-01T00:00:00.000Z 2020 import ",
      "sms true false 2022-05-01T07:00:00.000Z 2022 import 192.0.2.7",
    ]);
  });

  test("get no message", async () => {
    const row = newRow({ email_verified: false });
    await runImport([row]);
    expect(await countQueued(shop, String(row.email))).toBe(0);
  });
});

describe("an import", () => {
  test("that was interrupted goes on when it is run again, and does nothing twice", async () => {
    const before = await countCustomers();
    const rows = Array.from({ length: 1200 }, (_, index) =>
      newRow({ phone: undefined, phone_verified: false, ...(index % 100 === 99 && { gender: "robot" }) }),
    );
    const interrupted = runImport(rows, {
      onLines: () => {
        throw new Error("the cable was pulled");
      },
    });
    await expect(interrupted).rejects.toThrow("the cable was pulled");
    expect(await countCustomers()).toBe(before + 495);
    const again = await runImport(rows);
    expect(again).toHaveLength(1200);
    expect(again.filter((line) => line.includes("unchanged"))).toHaveLength(495);
    expect(again.filter((line) => line.includes("refused gender:not_choice"))).toHaveLength(12);
    expect(await countCustomers()).toBe(before + 1188);
    const third = await runImport(rows);
    expect(third.filter((line) => line.includes("imported"))).toEqual([]);
    expect(await countCustomers()).toBe(before + 1188);
  });

  test("that only tries writes nothing and foretells every outcome, over the whole file", async () => {
    const existing = await createCustomer(shop);
    const twice = newRow();
    const filler = Array.from({ length: 600 }, () => newRow({ phone: undefined, phone_verified: false }));
    const rows = [
      twice,
      ...filler,
      { ...newRow(), phone: String(twice.phone) },
      { ...newRow(), email: String(twice.email).toUpperCase() },
      { ...newRow(), email: existing.email },
      { ...twice },
      null,
    ];
    const before = await countCustomers();
    const foretold = await runImport(rows, { isDryRun: true });
    expect(await countCustomers()).toBe(before);
    expect(foretold.slice(601)).toEqual([
      "602 refused phone:phone_taken",
      "603 refused email:email_taken",
      "604 refused email:email_taken",
      "605 unchanged",
      "606 refused :unreadable",
    ]);
    expect(await runImport(rows)).toEqual(foretold);
  });

  test("never brings somebody back who was deleted, or takes back what a shopper changed", async () => {
    const [deleted, changed] = [newRow(), newRow()];
    await runImport([deleted, changed]);
    await shop.db.customer.delete({ where: { verifiedEmail: String(deleted.email) } });
    await shop.db.customer.update({ where: { verifiedEmail: String(changed.email) }, data: { firstName: "Joan" } });
    expect(await runImport([deleted, changed])).toEqual(["1 unchanged", "2 unchanged"]);
    expect(await findByEmail(deleted.email)).toBeNull();
    const kept = await shop.db.customer.findUnique({ where: { verifiedEmail: String(changed.email) } });
    expect(kept?.firstName).toBe("Joan");
    expect(await runImport([{ ...deleted, email: uniqueEmail() }], { source: "elsewhere" })).toEqual(["1 imported"]);
  });

  test("takes one of two that meet at one number while a batch is written", async () => {
    const phone = uniquePhone();
    const outcomes = await Promise.all([runImport([newRow({ phone })]), runImport([newRow({ phone })])]);
    expect(outcomes.flat().sort()).toEqual(["1 imported", "1 refused phone:phone_taken"]);
  });
});

describe("an address", () => {
  test("that nobody has proved may be claimed by several", async () => {
    const email = uniqueEmail();
    const claims = [newRow({ email, email_verified: false }), newRow({ email, email_verified: "no" })];
    expect(await runImport(claims)).toEqual(["1 imported", "2 imported"]);
  });

  test("is theirs who come with a proof: whoever only claimed it loses it, and is told at their number", async () => {
    const email = uniqueEmail();
    const claimant = await createCustomer(shop, { email, isEmailProved: false, phoneVerifiedAt: new Date() });
    const [claims, proves, late] = [newRow({ email, email_verified: false }), newRow({ email }), newRow({ email })];
    expect(await runImport([claims, proves, late])).toEqual([
      "1 imported",
      "2 imported",
      "3 refused email:email_taken",
    ]);
    const holders = await shop.db.customer.findMany({ where: { emailCanonical: email }, select: { phone: true } });
    expect(holders).toEqual([{ phone: proves.phone }]);
    expect(await countQueued(shop, String(claimant.phone))).toBe(1);
  });
});

describe("a number", () => {
  test("is the same however it is written", async () => {
    const digits = uniquePhone().slice(3);
    const rows = [`+90 ${digits}`, `0${digits}`, `0090${digits}`].map((phone) => newRow({ phone }));
    expect(await runImport(rows)).toEqual(["1 imported", "2 refused phone:phone_taken", "3 refused phone:phone_taken"]);
  });

  test.each([
    ["12", "phone:phone"],
    ["call me", "phone:phone"],
    ["0123456789", "phone_verified:no_country"],
  ])("%s is refused", async (phone, problem) => {
    expect(await runImport([newRow({ phone })])).toEqual([`1 refused ${problem}`]);
  });
});

describe("a row is refused, with the column and the reason,", () => {
  test.each<[Record<string, unknown>, string]>([
    [{ external_id: "" }, "external_id:required"],
    [{ e_mail: "x" }, "e_mail:unknown_column"],
    [{ email: "jane" }, "email:email"],
    [{ email: "" }, "email_verified:without_email"],
    [{ phone: "" }, "phone_verified:without_phone"],
    [
      { password_hash: "pbkdf2_sha256$1000000000$salt$DWlgZD/h3t7mPhKpZyHOBTnGL3w3RW1tarKhUUy3t/g=" },
      "password_hash:unknown_hash",
    ],
    [{ password_hash: "secret" }, "password_hash:unknown_hash"],
    [{ first_name: "x".repeat(51) }, "first_name:too_long"],
    [{ date_of_birth: "31.12.1999" }, "date_of_birth:date_format"],
    [{ date_joined: "yesterday" }, "date_joined:time_format"],
    [{ date_joined: "2999-01-01T00:00:00Z" }, "date_joined:in_future"],
    [{ language_code: "xx" }, "language_code:language"],
    [{ attributes: "[1]" }, "attributes:not_object"],
    [{ attributes: '{"a":{"b":1}}' }, "attributes:attributes_value"],
    [{ sms_allowed: "true" }, "consents_wording:required"],
    [{ consents: '[{"channel":"fax","value":true,"at":"2020-01-01T00:00:00Z","wording":"1"}]' }, "consents:not_choice"],
    [
      { sms_allowed: false, consents: [{ channel: "sms", value: true, at: "2020-01-01T00:00:00Z", wording: "1" }] },
      "sms_allowed:contradicts_consents",
    ],
    [{ segments: "2000000000" }, "segments:unknown_segment"],
    [{ active_segment: "1" }, "active_segment:not_assigned"],
    [{ loyalty_account: "M-1" }, "loyalty_account:no_programme"],
    [{ loyalty_points: "many" }, "loyalty_points:whole_number"],
  ])("for %j", async (overrides, problem) => {
    await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    expect(await runImport([newRow(overrides)])).toEqual([`1 refused ${problem}`]);
  });
});

test("segments and the active one are taken as lists of either kind", async () => {
  const [one, other] = [await createSegment(shop), await createSegment(shop)];
  const rows = [
    newRow({ segments: `${one.id} ${other.id}`, active_segment: String(other.id) }),
    newRow({ segments: [one.id, other.id], active_segment: other.id }),
    newRow({ segments: `[${one.id},${other.id}]`, active_segment: other.id }),
  ];
  expect(await runImport(rows)).toEqual(["1 imported", "2 imported", "3 imported"]);
  const segments = await shop.db.customer.findMany({
    where: { verifiedEmail: { in: rows.map(({ email }) => String(email)) } },
    select: { activeSegmentId: true, memberships: { select: { segmentId: true }, orderBy: { segmentId: "asc" } } },
  });
  const memberships = [one, other].map(({ id }) => ({ segmentId: id }));
  expect(segments).toEqual(Array(3).fill({ activeSegmentId: other.id, memberships }));
});

describe("what the shop asks", () => {
  const attributesOf = async (email: unknown) =>
    (await shop.db.customer.findFirstOrThrow({ where: { email: String(email) }, select: { attributes: true } }))
      .attributes;
  const withFields = <T>(work: () => Promise<T>) =>
    serveWith(shop, { fields: EVERY_FIELD }, async (declared) => {
      const plain = shop;
      shop = declared;
      return work().finally(() => {
        shop = plain;
      });
    });

  test("comes in columns of its own, as its type, beside the JSON and keys that nobody has declared", () =>
    withFields(async () => {
      const row = newRow({
        attributes: '{"has_loyalty":true,"boats":"2","mine":[1]}',
        "attributes.shoe_size": "43,5",
        "attributes.has_dog": "no",
        "attributes.interests": "sun, sea",
        "attributes.mooring": "B7",
        "attributes.credit": "900",
        "attributes.shirt": "",
        "attributes.old_key": "as it was",
      });
      expect(await runImport([row])).toEqual(["1 imported"]);
      expect(await attributesOf(row.email)).toEqual({
        ...{ has_loyalty: true, mine: [1], old_key: "as it was" },
        ...{ boats: 2, shoe_size: 43.5, has_dog: false, interests: ["sea", "sun"], mooring: "B7", credit: 900 },
      });
    }));

  test("is refused where it is wrong, by the column's name", () =>
    withFields(async () => {
      const wrong = { "attributes.shoe_size": "many", "attributes.trip": "2019-12-31", attributes: { shirt: "XL" } };
      expect(await runImport([newRow(wrong)])).toEqual([
        "1 refused attributes.shoe_size:number attributes.trip:date_min attributes.shirt:not_choice",
      ]);
      const unreadable = { "attributes.shoe_size": "43", attributes: "size=M" };
      expect(await runImport([newRow(unreadable)])).toEqual([
        "1 refused attributes:not_object attributes.shoe_size:unknown_column",
      ]);
    }));
});
