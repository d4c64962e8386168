import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverQueued, queueMail, queueSms } from "@/lib/notifications/service";
import { uniquePhone } from "@/lib/testing/customers";
import { passTime } from "@/lib/testing/dialogues";
import { readableLog } from "@/lib/testing/log-lines";
import { memoryMail } from "@/lib/testing/memory-mail";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
// Nobody else's messages: deliveries that other tests left to themselves are done.
beforeEach(() => shop.db.queuedMessage.deleteMany());

/** The shop with gateways in memory and a log that can be read. */
function withGateways() {
  const [sms, mail, log] = [memorySms(), memoryMail(), readableLog()];
  return { sms, mail, log, deps: { ...shop, sms, mail, log: log.log } };
}

const uniqueAddress = () => `john.${randomBytes(6).toString("hex")}@example.com`;

function queueNotice(to: string, deps: Shop = shop): Promise<void> {
  return shop.db.$transaction((transaction) =>
    queueSms(deps, transaction, { to, text: "phone_changed", language: "en" }),
  );
}

function queuedTo(to: string) {
  return shop.db.queuedMessage.findMany({ where: { to } });
}

describe("a queued message", () => {
  test("is delivered once, with the shop's name and address, and leaves the queue", async () => {
    const { deps, sms, mail } = withGateways();
    const [phone, address] = [uniquePhone(), uniqueAddress()];
    await queueNotice(phone);
    await queueMail(deps, shop.db, { to: address, text: "phone_changed", language: "de" });
    expect(await deliverQueued(deps)).toBe(2);
    expect(await deliverQueued(deps)).toBe(0);
    expect(sms.sent).toEqual([{ to: phone, code: null, text: expect.stringContaining(`${shop.env.SHOP_NAME}: `) }]);
    expect(sms.sent[0]?.text).toContain(`${shop.env.APP_URL}/reset`);
    expect(mail.sent).toMatchObject([{ to: address, text: expect.stringContaining(`${shop.env.APP_URL}/reset`) }]);
    expect(mail.sent[0]?.subject).not.toBe("");
    expect(await shop.db.queuedMessage.count()).toBe(0);
  });

  test("does not exist when the transaction that is its reason fails", async () => {
    const { deps, sms } = withGateways();
    const phone = uniquePhone();
    const failing = shop.db.$transaction(async (transaction) => {
      await queueSms(deps, transaction, { to: phone, text: "phone_changed", language: "en" });
      throw new Error("planted by the test");
    });
    await expect(failing).rejects.toThrow("planted");
    expect(await deliverQueued(deps)).toBe(0);
    expect(sms.calls).toBe(0);
  });

  test("is not even queued for a number that gets no messages", async () => {
    for (const phone of ["+881612345678", "+909001234567", "+5352345678"]) {
      await queueNotice(phone);
      expect(await queuedTo(phone)).toEqual([]);
    }
  });

  test("is delivered however many there are, the oldest first", async () => {
    const { deps, sms } = withGateways();
    const phones = Array.from({ length: 45 }, () => uniquePhone());
    for (const phone of phones) await queueNotice(phone);
    expect(await deliverQueued(deps)).toBe(45);
    expect(sms.sent.map(({ to }) => to)).toEqual(phones);
  });
});

describe("while the gateway is down", () => {
  test("nothing is lost: it is tried again after 30 seconds, a minute, two, and so on up to an hour", async () => {
    const { deps, sms, log } = withGateways();
    const phone = uniquePhone();
    sms.failing = "not_sent";
    await queueNotice(phone);
    const delays = [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600];
    for (const [index, delay] of delays.entries()) {
      expect(await deliverQueued(deps)).toBe(0);
      expect(sms.calls).toBe(index + 1);
      await passTime(shop, delay - 10);
      expect(await deliverQueued(deps)).toBe(0);
      expect(sms.calls).toBe(index + 1);
      await passTime(shop, 10);
    }
    expect(log.lines()).toHaveLength(delays.length);
    expect(log.lines().every(({ level }) => level === 40)).toBe(true);
    expect(log.text()).not.toContain(phone.slice(-7));
    sms.failing = null;
    expect(await deliverQueued(deps)).toBe(1);
    expect(sms.sent.map(({ to }) => to)).toEqual([phone]);
  });

  test("one that cannot go does not hold up the others", async () => {
    const { deps, sms, mail } = withGateways();
    sms.failing = "not_sent";
    await queueNotice(uniquePhone());
    await queueMail(deps, shop.db, { to: uniqueAddress(), text: "phone_changed", language: "en" });
    expect(await deliverQueued(deps)).toBe(1);
    expect(mail.sent).toHaveLength(1);
  });

  test("it is given up after a day of tries, with an error in the log that names nobody", async () => {
    const { deps, sms, mail, log } = withGateways();
    const [phone, address] = [uniquePhone(), uniqueAddress()];
    sms.failing = "not_sent";
    mail.failing = "not_sent";
    await queueNotice(phone);
    await queueMail(deps, shop.db, { to: address, text: "phone_changed", language: "en" });
    let hours = 0;
    for (; (await shop.db.queuedMessage.count()) > 0 && hours < 40; hours++) {
      // At the start the tries come closer than an hour apart.
      await deliverQueued(deps);
      for (let step = 0; step < 6; step++) {
        await passTime(shop, 600);
        await deliverQueued(deps);
      }
    }
    expect(hours).toBeGreaterThanOrEqual(20);
    expect(hours).toBeLessThanOrEqual(26);
    expect(log.lines().filter(({ level }) => level === 50)).toMatchObject([
      { msg: expect.stringMatching(/given up/) },
      { msg: expect.stringMatching(/given up/) },
    ]);
    expect(log.text()).not.toContain(phone.slice(-7));
    expect(log.text()).not.toContain(address);
    const { calls } = sms;
    expect(await deliverQueued(deps)).toBe(0);
    expect(sms.calls).toBe(calls);
  });
});

describe("an SMS that may have been sent", () => {
  test("is not sent again: a second one is worse than none", async () => {
    const { deps, sms, log } = withGateways();
    const phone = uniquePhone();
    sms.failing = "unsure";
    await queueNotice(phone);
    expect(await deliverQueued(deps)).toBe(0);
    expect(await queuedTo(phone)).toEqual([]);
    sms.failing = null;
    await passTime(shop, 86_400);
    expect(await deliverQueued(deps)).toBe(0);
    expect(sms.calls).toBe(1);
    expect(log.lines()).toMatchObject([{ level: 40 }]);
    expect(log.text()).not.toContain(phone.slice(-7));
  });
});

describe("several at once", () => {
  test("8 deliveries at the same time send each message once", async () => {
    const { deps, sms } = withGateways();
    const phones = Array.from({ length: 12 }, () => uniquePhone());
    for (const phone of phones) await queueNotice(phone);
    const counts = await Promise.all(Array.from({ length: 8 }, () => deliverQueued(deps)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(sms.sent.map(({ to }) => to).sort()).toEqual([...phones].sort());
  });

  test("a slow gateway does not make another delivery send what is only waiting for its turn", async () => {
    const { deps, sms } = withGateways();
    const phones = Array.from({ length: 4 }, () => uniquePhone());
    for (const phone of phones) await queueNotice(phone);
    const slow: Shop = {
      ...deps,
      sms: {
        async send(message) {
          // The time that each message takes; while it is on its way, the next delivery of the clock begins.
          await passTime(shop, 40);
          await deliverQueued(deps);
          await sms.send(message);
        },
      },
    };
    await deliverQueued(slow);
    expect(sms.sent.map(({ to }) => to).sort()).toEqual([...phones].sort());
  });

  test("what a process took and died with is due again after a minute", async () => {
    const { deps, sms } = withGateways();
    const phone = uniquePhone();
    await queueNotice(phone);
    const dying: Shop = { ...deps, sms: { send: () => Promise.reject(new Error("planted by the test")) } };
    await expect(deliverQueued(dying)).rejects.toThrow("planted");
    await passTime(shop, 50);
    expect(await deliverQueued(deps)).toBe(0);
    await passTime(shop, 10);
    expect(await deliverQueued(deps)).toBe(1);
    expect(sms.sent.map(({ to }) => to)).toEqual([phone]);
  });
});
