import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { queueMail, queueSms } from "@/lib/notifications/service";
import { ATTEMPTS_IN_A_DAY } from "@/lib/platform/jobs/rules";
import { drainJobs } from "@/lib/platform/jobs/service";
import { passTime } from "@/lib/testing/challenges";
import { uniquePhone } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { countQueued } from "@/lib/testing/mailbox";
import { memoryMail } from "@/lib/testing/memory-mail";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop, type Shop } from "@/lib/testing/shop";

/* How jobs are claimed, retried and given up is proved in lib/platform/jobs. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
const where = { kind: "notification.send" };
const REMEDY = { remedy: "https://shop.example/undo" };
// Nobody else's notifications: deliveries that other tests left to themselves are done.
beforeEach(() => shop.db.job.deleteMany({ where }));

/** The shop with gateways in memory and a log that can be read. */
function withGateways() {
  const [sms, mail, log] = [memorySms(), memoryMail(), readableLog()];
  const deps = { ...shop, sms, mail, log: log.log };
  return { sms, mail, log, deps, deliver: () => drainJobs(deps, [where.kind]) };
}

const uniqueAddress = () => `john.${randomBytes(6).toString("hex")}@example.com`;

function queueAlert(to: string): Promise<void> {
  return shop.db.$transaction((transaction) =>
    queueSms(shop, transaction, { to, template: "phone_changed", language: "en", values: REMEDY }),
  );
}

const queueLetter = (to: string, language: "en" | "de" = "en") =>
  queueMail(shop, shop.db, { to, template: "phone_changed", language, values: REMEDY });

test("SMS and mail are delivered once, with the shop's name and address", async () => {
  const { deliver, sms, mail } = withGateways();
  const [phone, address] = [uniquePhone(), uniqueAddress()];
  await queueAlert(phone);
  await queueLetter(address, "de");
  expect(await deliver()).toBe(2);
  expect(await deliver()).toBe(0);
  expect(sms.sent).toEqual([
    { to: phone, code: null, purpose: "phone_changed", text: expect.stringContaining(`${shop.env.SHOP_NAME}: `) },
  ]);
  expect(sms.sent[0]?.text).toContain(REMEDY.remedy);
  expect(mail.sent).toMatchObject([{ to: address, text: expect.stringContaining(REMEDY.remedy) }]);
  expect(mail.sent[0]?.subject).not.toBe("");
});

test.each(["+881612345678", "+909001234567", "+5352345678"])("nothing is queued for %s", async (phone) => {
  await queueAlert(phone);
  expect(await countQueued(shop, phone)).toBe(0);
});

describe("while a gateway is down", () => {
  test("nothing is lost, and the other channel goes on", async () => {
    const { deliver, sms, mail, log } = withGateways();
    const phone = uniquePhone();
    sms.failing = "not_sent";
    await queueAlert(phone);
    await queueLetter(uniqueAddress());
    expect(await deliver()).toBe(1);
    expect(mail.sent).toHaveLength(1);
    expect(log.lines()).toMatchObject([{ level: 40 }]);
    sms.failing = null;
    await passTime(shop, 10);
    expect(await deliver()).toBe(1);
    expect(sms.sent.map(({ to }) => to)).toEqual([phone]);
  });

  test("a notification is tried for a day, then given up with errors in the log that name nobody", async () => {
    const { deliver, sms, mail, log } = withGateways();
    const [phone, address] = [uniquePhone(), uniqueAddress()];
    sms.failing = "not_sent";
    mail.failing = "not_sent";
    await queueAlert(phone);
    await queueLetter(address);
    await shop.db.job.updateMany({ where, data: { attempts: ATTEMPTS_IN_A_DAY - 2 } });
    for (const expected of [1, 2]) {
      expect(await countQueued(shop, phone)).toBe(1);
      expect(await deliver()).toBe(0);
      expect(sms.calls).toBe(expected);
      await passTime(shop, 600);
    }
    expect(await deliver()).toBe(0);
    expect(sms.calls).toBe(2);
    expect(await countQueued(shop, phone)).toBe(0);
    expect(log.lines().filter(({ level }) => level === 50)).toHaveLength(2);
    expect(log.text()).not.toContain(phone.slice(-7));
    expect(log.text()).not.toContain(address);
    expect(JSON.stringify(await shop.db.job.findMany({ where, select: { payload: true } }))).not.toContain(address);
  });
});

test("an SMS that may have been sent is not sent again: a second one is worse than none", async () => {
  const { deliver, sms, log } = withGateways();
  const phone = uniquePhone();
  sms.failing = "delivery_unknown";
  await queueAlert(phone);
  await deliver();
  expect(await countQueued(shop, phone)).toBe(0);
  sms.failing = null;
  await passTime(shop, 86_400);
  expect(await deliver()).toBe(0);
  expect(sms.calls).toBe(1);
  expect(log.lines()).toMatchObject([{ level: 40 }]);
  expect(log.text()).not.toContain(phone.slice(-7));
});

test("a slow gateway does not make another delivery send what only waits for its turn", async () => {
  const { deps, sms, deliver } = withGateways();
  const phones = Array.from({ length: 4 }, () => uniquePhone());
  for (const phone of phones) await queueAlert(phone);
  let sending = 0;
  const slow: Shop = {
    ...deps,
    sms: {
      async send(message) {
        // While the first messages are on their way for nearly a lease, others deliver.
        if (++sending === 1) {
          await passTime(shop, 15);
          await deliver();
        }
        await sms.send(message);
      },
    },
  };
  await drainJobs(slow, [where.kind]);
  expect(sms.sent.map(({ to }) => to).sort()).toEqual([...phones].sort());
});
