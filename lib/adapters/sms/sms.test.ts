import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSmsGateway, noSms } from "@/lib/adapters/sms/create";
import { outboxSms } from "@/lib/adapters/sms/dev-mailbox";
import { type HttpGatewaySettings, httpGatewaySms } from "@/lib/adapters/sms/http-gateway";
import { netgsmSms } from "@/lib/adapters/sms/netgsm";
import { type SmsGateway, type SmsMessage, SmsNotSentError, SmsUnsureError } from "@/lib/adapters/sms/port";
import { twilioSms } from "@/lib/adapters/sms/twilio";
import type { Db } from "@/lib/platform/db";
import { parseEnv } from "@/lib/platform/env";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop } from "@/lib/testing/shop";
import {
  type GatewayFault,
  type GatewayProtocol,
  netgsmProtocol,
  plainProtocol,
  type SmsGatewayServer,
  startSmsGatewayServer,
  type TakenSms,
  twilioProtocol,
} from "@/lib/testing/sms-gateway-server";

/* One contract for every gateway, the ones that tests use included. */

type Opened = {
  gateway: SmsGateway;
  /** What was handed over, oldest first. */
  taken(): Promise<TakenSms[]>;
  /** How often the other side was asked, taken or not. */
  asked(): number;
  fail(fault: string): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
};

type Adapter = {
  open(): Promise<Opened>;
  /** Faults after which it is certain that nothing was sent. */
  notSent: string[];
  /** Faults after which the gateway may have it. */
  unsure: string[];
  /** What a text looks like on the other side, where it may not stay as it is. */
  written?: (text: string) => string;
  /** Whether the code is handed over by itself as well. */
  carriesCode?: boolean;
};

const SECRET = "s3cr3t-t0ken-of-ours";
const ACCOUNT = `AC${"0123456789abcdef".repeat(2)}`;
const SENDER = "+15005550006";
const NETGSM = { username: "8501234567", password: SECRET, header: "MYSHOP" };

/** Short, for faults that last until it has passed; long enough for an answer on a busy machine otherwise. */
const TIMEOUT_MS = 700;

const MESSAGE: SmsMessage = {
  to: "+905551234567",
  text: "Kodunuz 493817: \"çĞıİşü\" <b>&amp;'x'</b> \\n {code} {to} 100%20+1=2;\n\tرمز 😀\r\n\n@shop.example #493817",
  code: "493817",
};
const NOTICE: SmsMessage = { to: "+905551234568", text: "Your phone number was changed.", code: null };

const reply = (status: number, headers: Record<string, string> = {}): GatewayFault => ({
  status,
  headers,
  // As gateways do: their complaint quotes what they were given.
  body: JSON.stringify({ code: status === 401 ? 20003 : 21211, message: `${MESSAGE.to} ${MESSAGE.text} ${SECRET}` }),
});

const FAULTS: Record<string, GatewayFault> = {
  "a 400": reply(400),
  "a 401": reply(401),
  "a 421, which asks for another connection": reply(421),
  "a 429": reply(429, { "retry-after": "0" }),
  "a 500": reply(500),
  "a 503": reply(503, { "retry-after": "0" }),
  "a redirect": reply(307, { location: "/elsewhere" }),
  "a moved address": reply(301, { location: "/elsewhere" }),
  "their failure code with HTTP 200": { status: 200, body: '{"code":"60","description":"no credit"}' },
  "their failure code with HTTP 406": { status: 406, body: '{"code":"30"}' },
  "a message that they failed at once": {
    status: 201,
    body: `{"sid":"SM${"b".repeat(32)}","status":"failed","error_code":30005}`,
  },
  "a 504 from something in between": reply(504),
  "no answer in time": "silent",
  "half an answer": "half",
  "an answer without an end": "endless",
  "a page with HTTP 200": "garbage",
  "something else than HTTP": "no_http",
  "an empty answer with HTTP 200": { status: 200, body: "" },
  "an empty object with HTTP 200": { status: 200, body: "{}" },
  "null with HTTP 200": { status: 200, body: "null" },
  "far too much with HTTP 200": { status: 200, body: `"${"x".repeat(100_000)}` },
};
const DOWN = "a refused connection";
const NOT_SENT = [
  DOWN,
  "a 400",
  "a 401",
  "a 421, which asks for another connection",
  "a 429",
  "a 500",
  "a 503",
  "a redirect",
  "a moved address",
];
const UNSURE = [
  "a 504 from something in between",
  "no answer in time",
  "half an answer",
  "an answer without an end",
  "a page with HTTP 200",
  "something else than HTTP",
  "an empty answer with HTTP 200",
  "an empty object with HTTP 200",
  "null with HTTP 200",
  "far too much with HTTP 200",
];

function twilioAt(baseUrl: string): SmsGateway {
  return twilioSms({
    accountSid: ACCOUNT,
    authToken: SECRET,
    from: SENDER,
    messagingServiceSid: undefined,
    baseUrl,
    timeoutMs: TIMEOUT_MS,
  });
}

function netgsmAt(baseUrl: string): SmsGateway {
  return netgsmSms({ ...NETGSM, baseUrl, timeoutMs: TIMEOUT_MS });
}

async function overHttp(protocol: GatewayProtocol, connect: (server: SmsGatewayServer) => SmsGateway): Promise<Opened> {
  const server = await startSmsGatewayServer(protocol);
  return {
    gateway: connect(server),
    taken: async () => server.taken,
    asked: () => server.requests,
    async fail(fault) {
      if (fault === DOWN) return server.stop();
      server.fault = FAULTS[fault] ?? null;
    },
    async heal() {
      if (server.fault === null) return server.start();
      server.fault = null;
    },
    close: () => server.stop(),
  };
}

function plainGateway(read: Parameters<typeof plainProtocol>[0], settings: Partial<HttpGatewaySettings>): Adapter {
  return {
    open: () =>
      overHttp(
        plainProtocol((request) => (request.header("authorization") === `Bearer ${SECRET}` ? read(request) : null)),
        (server) =>
          httpGatewaySms({
            method: "POST",
            body: undefined,
            success: /"status":"ok"/,
            timeoutMs: TIMEOUT_MS,
            ...settings,
            url: `${server.url}${settings.url ?? "/send"}`,
            headers: { authorization: `Bearer ${SECRET}`, ...settings.headers },
          }),
      ),
    notSent: NOT_SENT,
    unsure: UNSURE,
    carriesCode: true,
  };
}

const orNull = (code: unknown) => (code === "" ? null : String(code));
const formOf = (form: URLSearchParams): TakenSms => ({
  to: form.get("to") ?? "",
  text: form.get("text") ?? "",
  code: orNull(form.get("code")),
});
const FROM_XML: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
const fromXml = (text = "") =>
  text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_all, number, name) =>
    number ? String.fromCodePoint(Number(number)) : (FROM_XML[name] ?? ""),
  );

const ADAPTERS: Record<string, Adapter> = {
  outbox: {
    async open() {
      const { db } = await openShop();
      await db.outboxMessage.deleteMany({ where: { to: { in: [MESSAGE.to, NOTICE.to] } } });
      let asked = 0;
      let failing = false;
      const observed = {
        outboxMessage: {
          create: (row: Parameters<Db["outboxMessage"]["create"]>[0]) => {
            asked += 1;
            if (failing) throw new Error(`cannot write ${JSON.stringify(row)}`);
            return db.outboxMessage.create(row);
          },
        },
      } as unknown as Db;
      return {
        gateway: outboxSms(observed),
        taken: async () => {
          const rows = await db.outboxMessage.findMany({
            where: { to: { in: [MESSAGE.to, NOTICE.to] }, channel: "sms" },
            orderBy: { id: "asc" },
          });
          return rows.map(({ to, body, code }) => ({ to, text: body, code }));
        },
        asked: () => asked,
        async fail() {
          failing = true;
        },
        async heal() {
          failing = false;
        },
        async close() {},
      };
    },
    notSent: ["a database that fails"],
    unsure: [],
    carriesCode: true,
  },
  memory: {
    async open() {
      const gateway = memorySms();
      return {
        gateway,
        taken: async () => gateway.sent,
        asked: () => gateway.calls,
        async fail(fault) {
          gateway.failing = fault === "a planted refusal" ? "not_sent" : "unsure";
        },
        async heal() {
          gateway.failing = null;
        },
        async close() {},
      };
    },
    notSent: ["a planted refusal"],
    unsure: ["a planted doubt"],
    carriesCode: true,
  },
  Twilio: {
    open: () => overHttp(twilioProtocol({ sid: ACCOUNT, token: SECRET }), (server) => twilioAt(server.url)),
    notSent: [...NOT_SENT, "a message that they failed at once"],
    unsure: UNSURE,
  },
  Netgsm: {
    open: () => overHttp(netgsmProtocol(NETGSM), (server) => netgsmAt(`${server.url}/`)),
    notSent: [...NOT_SENT, "their failure code with HTTP 200", "their failure code with HTTP 406"],
    unsure: UNSURE,
    written: (text) => text.replace("çĞıİşü", "cGiIsu"),
  },
  "any gateway, in JSON": plainGateway(
    ({ method, header, body }) => {
      if (method !== "POST" || header("content-type") !== "application/json") return null;
      const { to, text, code } = JSON.parse(body).sms[0];
      return { to, text, code: orNull(code) };
    },
    { body: '{"sms": [{"to": "{to}", "text": "{text}", "code": "{code}"}], "type": {"otp": true}}' },
  ),
  "any gateway, by a form": plainGateway(({ body }) => formOf(new URLSearchParams(body)), {
    method: "PUT",
    body: "to={to}&text={text}&code={code}&type=otp",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
  }),
  "any gateway, in XML": plainGateway(
    ({ body }) => {
      const [, to, text, code] =
        /^<sms to="([^"<]*)" text="([^"<\n\t\r]*)"><code>([^<]*)<\/code><\/sms>$/.exec(body) ?? [];
      return to ? { to: fromXml(to), text: fromXml(text), code: orNull(fromXml(code)) } : null;
    },
    { body: '<sms to="{to}" text="{text}"><code>{code}</code></sms>', headers: { "Content-Type": "text/xml" } },
  ),
  "any gateway, by its address": plainGateway(
    ({ method, query, body }) => (method === "GET" && body === "" ? formOf(query) : null),
    { method: "GET", url: "/send?type=otp&to={to}&text={text}&code={code}" },
  ),
};

for (const [name, adapter] of Object.entries(ADAPTERS)) {
  describe(name, () => {
    let opened: Opened;
    beforeEach(async () => {
      opened = await adapter.open();
    });
    afterEach(() => opened.close());

    const handedOver = ({ to, text, code }: SmsMessage) => ({
      to,
      text: adapter.written?.(text) ?? text,
      ...(adapter.carriesCode ? { code } : {}),
    });

    test("hands a message over exactly once, with number, text and code as they are", async () => {
      await opened.gateway.send(MESSAGE);
      expect(await opened.taken()).toEqual([handedOver(MESSAGE)]);
      expect(opened.asked()).toBe(1);
    });

    test("hands a notice over, which has no code", async () => {
      await opened.gateway.send(NOTICE);
      expect(await opened.taken()).toEqual([handedOver(NOTICE)]);
    });

    test("hands each of many at once over, once", async () => {
      const messages = Array.from({ length: 8 }, (_, index) => ({ ...NOTICE, text: `Notice ${index}` }));
      await Promise.all(messages.map((message) => opened.gateway.send(message)));
      expect((await opened.taken()).map(({ text }) => text).sort()).toEqual(messages.map(({ text }) => text));
      expect(opened.asked()).toBe(8);
    });

    const failsOnceAndRecovers = async (fault: string, kind: typeof SmsNotSentError | typeof SmsUnsureError) => {
      await opened.fail(fault);
      const error = await opened.gateway.send(MESSAGE).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(kind);
      expectNoSecrets(error);
      expect(opened.asked()).toBe(fault === DOWN ? 0 : 1);
      await opened.heal();
      await opened.gateway.send(NOTICE);
      expect(await opened.taken()).toEqual([handedOver(NOTICE)]);
      expect(opened.asked()).toBe(fault === DOWN ? 1 : 2);
    };

    test.each(adapter.notSent)("after %s nothing was sent, nothing is tried again, and the next goes out", (fault) =>
      failsOnceAndRecovers(fault, SmsNotSentError),
    );

    test.each(adapter.unsure)("after %s it is unsure, nothing is tried again, and the next goes out", (fault) =>
      failsOnceAndRecovers(fault, SmsUnsureError),
    );
  });
}

/** Neither who was written to, nor what, nor our credentials: not in the message, not in any property, not in a cause. */
function expectNoSecrets(error: unknown) {
  if (!(error instanceof Error)) throw new Error("No error was thrown.");
  const told = [error.message, String(error.stack), JSON.stringify(error), JSON.stringify(Object.values(error))].join();
  for (const secret of ["5551234567", "493817", "Kodunuz", SECRET, Buffer.from(SECRET).toString("base64")]) {
    expect(told).not.toContain(secret);
  }
  expect(error.cause).toBeUndefined();
}

describe("a connection that never comes about", () => {
  const connect = new Map<string, (url: string) => SmsGateway>([
    ["Twilio", twilioAt],
    ["Netgsm", netgsmAt],
    [
      "any gateway",
      (url) =>
        httpGatewaySms({ url, method: "POST", headers: {}, body: "{}", success: undefined, timeoutMs: TIMEOUT_MS }),
    ],
  ]);

  test.each([...connect.keys()])("%s: nothing was sent when the gateway's TLS stays silent", async (name) => {
    const server = createServer((socket) => socket.resume().on("error", () => {}));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const gateway = connect.get(name)?.(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect(gateway?.send(MESSAGE)).rejects.toBeInstanceOf(SmsNotSentError);
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([...connect.keys()])("%s: nothing was sent to a name that does not exist", async (name) => {
    const error = await connect
      .get(name)?.("https://gateway.invalid")
      .send(MESSAGE)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SmsNotSentError);
    expectNoSecrets(error);
  });
});

describe("Twilio", () => {
  const send = async (sender: { from: string | undefined; messagingServiceSid: string | undefined }) => {
    const forms: URLSearchParams[] = [];
    const protocol = twilioProtocol({ sid: ACCOUNT, token: SECRET });
    const server = await startSmsGatewayServer((request) => {
      forms.push(new URLSearchParams(request.body));
      return protocol(request);
    });
    await twilioSms({
      accountSid: ACCOUNT,
      authToken: SECRET,
      baseUrl: server.url,
      timeoutMs: TIMEOUT_MS,
      ...sender,
    }).send(NOTICE);
    await server.stop();
    return Object.fromEntries(forms[0] ?? []);
  };

  test("is asked in its own words: To, Body and From, and no more", async () => {
    expect(await send({ from: SENDER, messagingServiceSid: undefined })).toEqual({
      To: NOTICE.to,
      Body: NOTICE.text,
      From: SENDER,
    });
  });

  test("is told the messaging service that has the sender", async () => {
    const messagingServiceSid = `MG${"a".repeat(32)}`;
    expect(await send({ from: undefined, messagingServiceSid })).toEqual({
      To: NOTICE.to,
      Body: NOTICE.text,
      MessagingServiceSid: messagingServiceSid,
    });
  });

  test("its own code is the reason for the log", async () => {
    const opened = await ADAPTERS.Twilio?.open();
    await opened?.fail("a 401");
    await expect(opened?.gateway.send(MESSAGE)).rejects.toThrow("HTTP 401, code 20003");
    await opened?.close();
  });
});

describe("Netgsm", () => {
  test("its own code is the reason for the log", async () => {
    const opened = await ADAPTERS.Netgsm?.open();
    await opened?.fail("their failure code with HTTP 200");
    await expect(opened?.gateway.send(MESSAGE)).rejects.toThrow("code 60");
    await opened?.close();
  });

  test("refuses numbers of other countries by itself", async () => {
    const opened = await ADAPTERS.Netgsm?.open();
    await expect(opened?.gateway.send({ ...NOTICE, to: "+491701234567" })).rejects.toThrow("code 50");
    await opened?.close();
  });
});

describe("any gateway", () => {
  const settings = { method: "POST", headers: {}, success: undefined, timeoutMs: TIMEOUT_MS };

  test("a status of 2xx is a success where no pattern was agreed", async () => {
    const server = await startSmsGatewayServer(plainProtocol(() => null));
    server.fault = { status: 204, body: "" };
    await httpGatewaySms({ ...settings, url: server.url, body: '{"text":"{text}"}' }).send(NOTICE);
    expect(server.requests).toBe(1);
    await server.stop();
  });

  test("takes digits alone where the gateway wants no plus sign, and text as it is in plain text", async () => {
    const bodies: string[] = [];
    const server = await startSmsGatewayServer(({ body }) => {
      bodies.push(body);
      return { reply: { status: 200, body: "OK" } };
    });
    const headers = { "Content-Type": "text/plain; charset=utf-8" };
    await httpGatewaySms({ ...settings, url: server.url, headers, body: "{to_digits}\n{text}" }).send(MESSAGE);
    expect(bodies).toEqual([`905551234567\n${MESSAGE.text}`]);
    await server.stop();
  });

  test("set up for codes only, it is not asked to send a notice", async () => {
    const server = await startSmsGatewayServer(plainProtocol(() => null));
    const gateway = httpGatewaySms({ ...settings, url: server.url, body: '{"to":"{to}","otp":"{code}"}' });
    await expect(gateway.send(NOTICE)).rejects.toBeInstanceOf(SmsNotSentError);
    expect(server.requests).toBe(0);
    await server.stop();
  });

  test("is not opened with a content type whose values cannot be escaped", () => {
    const url = "http://127.0.0.1:1";
    for (const type of ["multipart/form-data", "text/plain; charset=iso-8859-9"]) {
      expect(() => httpGatewaySms({ ...settings, url, headers: { "Content-Type": type }, body: "{text}" })).toThrow();
    }
  });
});

describe("the environment chooses", () => {
  const byEnvironment = async (variables: Record<string, string>) => {
    const { db } = await openShop();
    return createSmsGateway(parseEnv({ APP_MODE: "test", ...variables }), db);
  };

  test("no gateway: everything is refused", async () => {
    for (const gateway of [noSms(), await byEnvironment({ SMS_PROVIDER: "none" })]) {
      await expect(gateway.send(MESSAGE)).rejects.toThrow("no gateway configured");
    }
  });

  test("the outbox in a test", async () => {
    const { db } = await openShop();
    const to = "+905550009911";
    await (await byEnvironment({})).send({ ...MESSAGE, to });
    expect(await db.outboxMessage.findMany({ where: { to } })).toMatchObject([
      { channel: "sms", to, body: MESSAGE.text, code: MESSAGE.code },
    ]);
  });

  test("Twilio, Netgsm or any other", async () => {
    const twilio = await startSmsGatewayServer(twilioProtocol({ sid: ACCOUNT, token: SECRET }));
    const netgsm = await startSmsGatewayServer(netgsmProtocol(NETGSM));
    const other = await startSmsGatewayServer(plainProtocol(({ body }) => JSON.parse(body)));
    const environments: Record<string, string>[] = [
      {
        SMS_PROVIDER: "twilio",
        TWILIO_ACCOUNT_SID: ACCOUNT,
        TWILIO_AUTH_TOKEN: SECRET,
        TWILIO_FROM: SENDER,
        TWILIO_BASE_URL: twilio.url,
      },
      {
        SMS_PROVIDER: "netgsm",
        NETGSM_USERNAME: NETGSM.username,
        NETGSM_PASSWORD: NETGSM.password,
        NETGSM_HEADER: NETGSM.header,
        NETGSM_BASE_URL: netgsm.url,
      },
      {
        SMS_PROVIDER: "http",
        SMS_HTTP_URL: other.url,
        SMS_HTTP_BODY: '{"to":"{to}","text":"{text}"}',
        SMS_HTTP_SUCCESS: '"status": ?"ok"',
      },
    ];
    for (const environment of environments) await (await byEnvironment(environment)).send(NOTICE);
    for (const server of [twilio, netgsm, other]) {
      expect(server.taken).toEqual([{ to: NOTICE.to, text: NOTICE.text }]);
      await server.stop();
    }
  });
});
