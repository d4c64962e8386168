import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as logout from "@/app/api/users/logout/route";
import { challengeOver, forgetLimits, passTime, retryAfter, WRONG_CODE } from "@/lib/testing/challenges";
import { as, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { codesTo } from "@/lib/testing/mailbox";
import { memoryMail } from "@/lib/testing/memory-mail";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as profile from "./route";

/* A gateway that is down, slow, of unknown delivery, or outlives the session that asked. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

async function mover() {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const phone = uniquePhone();
  return { customer, client, phone, ...challengeOver(client, profile, { phone }) };
}

const UNAVAILABLE = {
  status: 503,
  body: { detail: "The service is temporarily unavailable. Please try again." },
};

describe("503 when the gateway sent nothing", () => {
  test("with Retry-After; nothing is changed and no dialogue is open", async () => {
    const sms = memorySms();
    sms.failing = "not_sent";
    await serveWith(shop, { sms }, async () => {
      const { customer, client, ask, submit } = await mover();
      const refused = await ask();
      expect(refused).toMatchObject(UNAVAILABLE);
      expect(retryAfter(refused)).toBeGreaterThan(0);
      expect(await submit("123456")).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_4" } });
      expect((await client.get(profile)).body.phone).toBe(customer.phone);
    });
  });

  test("no limit is burned, however often, and the next call works by itself", async () => {
    const sms = memorySms();
    await serveWith(shop, { sms }, async () => {
      const { phone, ask, resend, submit } = await mover();
      sms.failing = "not_sent";
      for (let index = 0; index < 12; index++) {
        expect((await (index % 2 === 0 ? ask() : resend())).status).toBe(503);
      }
      expect(sms.calls).toBe(12);
      sms.failing = null;
      expect((await ask()).status).toBe(202);
      expect((await resend()).status).toBe(200);
      expect((await resend()).status).toBe(429);
      expect((await submit(String(sms.sent[1]?.code))).body.phone).toBe(phone);
      const counters = await shop.db.rateLimit.findMany({ where: { key: { startsWith: "smsPerPhoneInDay" } } });
      expect(counters.map(({ points }) => points)).toEqual([2]);
    });
  });

  test("a code that was open stays good when another cannot be sent, and keeps its guesses", async () => {
    const sms = memorySms();
    await serveWith(shop, { sms }, async () => {
      const { phone, ask, resend, submit } = await mover();
      await ask();
      await submit(WRONG_CODE);
      sms.failing = "not_sent";
      expect((await resend()).status).toBe(503);
      expect((await ask()).body.verification.attempts_left).toBe(4);
      expect((await submit(String(sms.sent[0]?.code))).body.phone).toBe(phone);
    });
  });

  test("in the asked language, and in the log as an error without number, code or address", async () => {
    const sms = memorySms();
    sms.failing = "not_sent";
    const { log, lines, text } = readableLog();
    await serveWith(shop, { sms, log }, async () => {
      const { customer, phone, ask } = await mover();
      const refused = await ask({ "accept-language": "de" });
      expect(refused.headers.get("content-language")).toBe("de");
      expect(lines()).toMatchObject([{ level: 50, purpose: "phone_change" }]);
      expect(text()).not.toContain(phone.slice(-7));
      expect(text()).not.toContain(String(customer.email));
    });
  });
});

describe("202 when delivery is unknown", () => {
  test("the code it may have sent is good, and whoever repeats the question causes no second SMS", async () => {
    let code = "";
    const sms = memorySms();
    const gateway = {
      ...sms,
      async send(message: Parameters<typeof sms.send>[0]) {
        code = String(message.code);
        return sms.send(message);
      },
    };
    sms.failing = "delivery_unknown";
    await serveWith(shop, { sms: gateway }, async () => {
      const { phone, ask, submit } = await mover();
      const first = await ask();
      expect(first.status).toBe(202);
      for (let index = 0; index < 3; index++) expect((await ask()).body).toEqual(first.body);
      expect(sms.calls).toBe(1);
      expect((await submit(code)).body.phone).toBe(phone);
    });
  });

  test("it counts as sent at the limits, and who waits in vain gets another by resend", async () => {
    const sms = memorySms();
    sms.failing = "delivery_unknown";
    await serveWith(shop, { sms }, async () => {
      const { phone, ask, resend, submit } = await mover();
      await ask();
      sms.failing = null;
      expect((await resend()).body).toEqual({ message: "success" });
      expect((await resend()).status).toBe(429);
      expect(sms.sent).toHaveLength(1);
      expect((await submit(String(sms.sent[0]?.code))).body.phone).toBe(phone);
    });
  });
});

describe("a gateway that takes its time", () => {
  /** Does something while a message is on its way. */
  function interrupted(work: () => Promise<unknown>) {
    const sms = memorySms();
    let isFirst = true;
    const send: typeof sms.send = async (message) => {
      await sms.send(message);
      if (!isFirst) return;
      isFirst = false;
      await work();
    };
    return { sms, gateway: { send } };
  }

  test("406 when the session that asked is signed out before the message is gone", async () => {
    const { client, ask } = await mover();
    const { gateway } = interrupted(() => client.post(logout));
    await serveWith(shop, { sms: gateway }, async () => {
      expect(await ask()).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_4" } });
      expect((await ask()).status).toBe(401);
    });
  });

  test("406 when the token that asked is revoked before the message is gone", async () => {
    const customer = await createCustomer(shop);
    const program = await withToken(shop, customer);
    const { gateway } = interrupted(() => shop.db.apiToken.deleteMany({ where: { customerId: customer.id } }));
    await serveWith(shop, { sms: gateway }, async () => {
      const answer = await program.patch(profile, { body: { phone: uniquePhone() } });
      expect(answer).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_4" } });
    });
  });

  test("whoever asks for another number meanwhile gets a message of his own, not the answer to the first", async () => {
    const { client, phone } = await mover();
    const other = uniquePhone();
    let waiting: Promise<unknown> = Promise.resolve();
    const first = challengeOver(client, profile, { phone });
    const second = challengeOver(client, profile, { phone: other });
    // The look that follows a refused claim comes after the first message is all done.
    let firstIsDone: () => void = () => {};
    const done = new Promise<void>((resolve) => {
      firstIsDone = resolve;
    });
    const db = new Proxy(shop.db, {
      get(target, name) {
        if (name !== "$queryRawUnsafe") return Reflect.get(target, name);
        return async (sql: string, ...values: unknown[]) => {
          if (/^\s*SELECT[\s\S]*FROM verification/.test(sql)) await done;
          return target.$queryRawUnsafe(sql, ...values);
        };
      },
    });
    const claimed: (() => void)[] = [];
    const secondHasClaimed = new Promise<void>((resolve) => claimed.push(resolve));
    const watched = new Proxy(db, {
      get(target, name) {
        if (name !== "$queryRawUnsafe") return Reflect.get(target, name);
        return async (sql: string, ...values: unknown[]) => {
          const rows = await target.$queryRawUnsafe(sql, ...values);
          if (/INSERT INTO verification/.test(sql)) claimed[0]?.();
          return rows;
        };
      },
    });
    const { sms, gateway } = interrupted(async () => {
      waiting = serveWith({ ...shop, sms: gateway }, { db: watched }, () => second.ask());
      await secondHasClaimed;
    });
    await serveWith(shop, { sms: gateway }, async () => {
      expect((await first.ask()).body.verification.phone_masked.slice(-3)).toBe(phone.slice(-3));
      firstIsDone();
      expect(await waiting).toMatchObject({
        status: 202,
        body: { verification: { phone_masked: expect.stringMatching(new RegExp(`${other.slice(-3)}$`)) } },
      });
    });
    expect(sms.sent.map(({ to }) => to)).toEqual([phone, other]);
  });

  test.each(["first", "second"])(
    "a process that died while sending the %s message holds the dialogue up for 15 seconds, not for good",
    async (which) => {
      const { phone, ask, resend } = await mover();
      await ask();
      await shop.db.$executeRaw`
        UPDATE verification SET sending_until = now() + interval '15 seconds' WHERE phone = ${phone}`;
      if (which === "first") {
        await shop.db.$executeRaw`UPDATE verification SET sent_at = NULL, expires_at = now() WHERE phone = ${phone}`;
      }
      await passTime(shop, 15);
      expect((await (which === "first" ? ask() : resend())).status).toBeLessThan(203);
      expect(await codesTo(shop, phone)).toHaveLength(2);
    },
  );
});

describe("the log", () => {
  test("has neither code nor number nor address, whatever happens in a dialogue", async () => {
    const { log, text } = readableLog();
    const [sms, mail] = [memorySms(), memoryMail()];
    await serveWith(shop, { log, sms, mail }, async () => {
      const { customer, client, phone, ask, resend, submit } = await mover();
      await ask();
      await submit(WRONG_CODE);
      sms.failing = "delivery_unknown";
      mail.failing = "not_sent";
      await resend();
      sms.failing = null;
      await passTime(shop, 61);
      await resend();
      await resend();
      const codes = sms.sent.map(({ code }) => String(code));
      expect((await submit(codes.at(-1) ?? "")).status).toBe(200);
      await client.get(profile);
      expect(text()).toContain("SMS delivery unknown");
      for (const secret of [...codes, WRONG_CODE, phone.slice(-7), String(customer.phone).slice(-7), customer.email]) {
        expect(text()).not.toContain(secret);
      }
    });
  });
});
