import { expect, test } from "vitest";
import { takeHeldTransactions } from "@/lib/testing/held-transactions";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop, serveWith } from "@/lib/testing/shop";

/* That no other test holds one is checked after each (setup.ts). */

const MESSAGE = { to: "+905321234567", text: "Hello" };

test("a call of another system in a transaction is noticed, whichever double stands for it", async () => {
  const shop = await openShop();
  await serveWith(shop, { sms: memorySms() }, async ({ db, sms, mail, storage, loyalty }) => {
    const programme = loyalty({ provider: "embedded", is_sync: false, welcome_points: 0 } as never);
    await db.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1 AS one`;
      await sms.send(MESSAGE as never);
      await storage.find("avatars/none.webp");
    });
    expect(takeHeldTransactions()).toEqual(["sms.send", "storage.find"]);
    await sms.send(MESSAGE as never);
    expect([typeof mail.send, programme.name]).toEqual(["function", "embedded"]);
    expect(takeHeldTransactions()).toEqual([]);
  });
});
