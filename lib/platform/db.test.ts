import { expect, test } from "vitest";
import { openShop } from "@/lib/testing/shop";

test("a value that is missing is an error, and never a condition left out", async () => {
  const { db } = await openShop();
  const missing = undefined as unknown as string;
  await expect(db.session.findFirst({ where: { tokenHash: missing } })).rejects.toThrow("undefined");
  await expect(db.customer.updateMany({ where: { id: 0 }, data: { firstName: missing } })).rejects.toThrow("undefined");
});
