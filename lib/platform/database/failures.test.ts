import { expect, test } from "vitest";
import { isUniqueViolation } from "@/lib/platform/database/failures";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";

test("a value that another row has is told from every other failure, by whichever way it was written", async () => {
  const shop = await openShop();
  const { db } = shop;
  const [{ username }, { id }] = [await createCustomer(shop), await createCustomer(shop)];
  const update = "UPDATE customer SET username = $1 WHERE id = $2::int";
  for (const write of [
    () => db.customer.update({ where: { id }, data: { username } }),
    () => db.$executeRawUnsafe(update, username, id),
    () => db.writeRows(`${update} RETURNING id`, [username, id]),
  ]) {
    expect(await write().catch(isUniqueViolation)).toBe(true);
  }
  for (const write of [
    () => db.customer.update({ where: { id: -1 }, data: { firstName: "Mia" } }),
    () => db.$executeRawUnsafe(update, "x".repeat(151), id),
  ]) {
    expect(await write().catch(isUniqueViolation)).toBe(false);
  }
});
