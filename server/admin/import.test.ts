import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uniquePhone } from "@/lib/testing/customers";
import { uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import { runAdmin } from "@/server/admin/program";

const folder = mkdtempSync(path.join(tmpdir(), "import-"));
afterAll(() => rmSync(folder, { recursive: true }));

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const importing = (...words: string[]) => runAdmin(["import", "customers", ...words]);
const newId = () => randomBytes(6).toString("hex");

describe("admin import customers", () => {
  test("takes a CSV file with quotes, lists and blanks, and reports each row", async () => {
    const [id, other, email] = [newId(), newId(), uniqueEmail()];
    const consents = JSON.stringify([{ channel: "sms", value: true, at: "2020-01-01T00:00:00Z", wording: "2020" }]);
    const file = write(
      "customers.csv",
      [
        "\ufeffexternal_id,email,email_verified,phone,first_name,attributes,consents",
        `${id},${email},true,${uniquePhone()},"Jane ""J"", née Doe","{""a"": 1}","${consents.replaceAll('"', '""')}"`,
        `${other},nobody,,,,,`,
        "",
      ].join("\r\n"),
    );
    const report = path.join(folder, "report.jsonl");
    expect(await importing(file, "--dry-run", "--report", report)).toEqual({
      code: 0,
      output: "Would import 1, unchanged 0, refused 1.\n",
    });
    expect(await shop.db.customer.count({ where: { verifiedEmail: email } })).toBe(0);
    expect(await importing(file, "--report", report)).toEqual({
      code: 0,
      output: "Imported 1, unchanged 0, refused 1.\n",
    });
    const lines = readFileSync(report, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { row: 1, external_id: id, outcome: "imported" },
      { row: 2, external_id: other, outcome: "refused", problems: [{ field: "email", reason: "email" }] },
    ]);
    const customer = await shop.db.customer.findUnique({ where: { verifiedEmail: email } });
    expect(customer).toMatchObject({ firstName: 'Jane "J", née Doe', attributes: { a: 1 }, smsAllowed: true });
    expect(await importing(file)).toMatchObject({ output: "Imported 0, unchanged 1, refused 1.\n" });
  });

  test("tells other systems of each customer, unless it is told not to", async () => {
    const [told, untold] = [newId(), newId()];
    await importing(write("told.jsonl", `{"external_id": "${told}"}\n`));
    await importing(write("untold.jsonl", `{"external_id": "${untold}"}\n`), "--no-events");
    for (const [externalId, types] of [
      [told, ["customer.created"]],
      [untold, []],
    ] as const) {
      const { customerId } = await shop.db.movedInCustomer.findFirstOrThrow({ where: { externalId } });
      const events = await shop.db.webhookEvent.findMany({ where: { customerId: customerId ?? 0 } });
      expect(events.map(({ type }) => type)).toEqual(types);
    }
  });

  test("takes JSON Lines, and names the rows that are none", async () => {
    const file = write("customers.jsonl", `{"external_id": ${Date.now()}}\n\n[1]\n{"external_id"\n`);
    expect(await importing(file)).toMatchObject({ output: "Imported 1, unchanged 0, refused 2.\n" });
  });

  test.each([
    ["nothing.csv", null, "cannot be read"],
    ["customers.xlsx", "", "must end in .csv or .jsonl"],
    ["broken.csv", 'external_id,email\n1,"a\n', "is no CSV after row 0"],
    ["short.csv", `external_id,email\n${newId()},a@example.com,b\n`, "is no CSV after row 0"],
  ])("refuses %s as a whole", async (name, text, sentence) => {
    const file = text === null ? path.join(folder, name) : write(name, text);
    expect(await importing(file)).toEqual({ code: 1, output: expect.stringContaining(sentence) });
  });
});
