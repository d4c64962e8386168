import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createSmsGateway, noSms } from "@/lib/adapters/sms/create";
import { devMailboxSms } from "@/lib/adapters/sms/dev-mailbox";
import { type HttpGatewaySettings, httpGatewaySms } from "@/lib/adapters/sms/http-gateway";
import { netgsmSms } from "@/lib/adapters/sms/netgsm";
import {
  SmsDeliveryUnknownError,
  type SmsGateway,
  type SmsMessage,
  SmsNotSentError,
  SmsUnreachableError,
} from "@/lib/adapters/sms/port";
import { twilioSms } from "@/lib/adapters/sms/twilio";
import type { Db } from "@/lib/platform/db";
import { parseEnv } from "@/lib/platform/env";
import type { Fault } from "@/lib/testing/faulty-service";
import { memorySms } from "@/lib/testing/memory-sms";
import { openShop } from "@/lib/testing/shop";
import {
  type GatewayProtocol,
  netgsmProtocol,
  plainProtocol,
  type SmsGatewayServer,
  startSmsGatewayServer,
  type TakenSms,
  twilioProtocol,
} from "@/lib/testing/sms-gateway-server";

/* One contract for every gateway, the ones that tests use included. */

const SECRET = "s3cr3t-t0ken-of-ours";
const ACCOUNT = `AC${"0123456789abcdef".repeat(2)}`;
const SENDER = "+15005550006";
const NETGSM = { username: "8501234567", password: SECRET, header: "MYSHOP" };
const TIMEOUT_MS = 3000;

const MESSAGE: SmsMessage = {
  to: "+905551234567",
  text: "Kodunuz 493817: \"çĞıİşü\" <b>&amp;'x'</b> \\n {code} {to} 100%20+1=2;\n\tرمز 😀\r\n\n@shop.example #493817",
  code: "493817",
};
const ALERT: SmsMessage = { to: "+905551234568", text: "Your phone number was changed.", code: null };

const twilioAt = (baseUrl: string, settings: Partial<Parameters<typeof twilioSms>[0]> = {}) => {
  const sender = { from: SENDER, messagingServiceSid: undefined };
  return twilioSms({ accountSid: ACCOUNT, authToken: SECRET, ...sender, baseUrl, timeoutMs: TIMEOUT_MS, ...settings });
};
const netgsmAt = (baseUrl: string, settings: { password?: string } = {}) =>
  netgsmSms({ ...NETGSM, baseUrl, timeoutMs: TIMEOUT_MS, ...settings });
const anyAt = (url: string, settings: Partial<HttpGatewaySettings> = {}) =>
  httpGatewaySms({
    ...{ url, method: "POST", headers: {}, success: undefined, unreachable: undefined, timeoutMs: TIMEOUT_MS },
    body: '{"to": "{to}", "text": "{text}", "code": "{code}"}',
    ...settings,
  });

type Gateway = {
  protocol: GatewayProtocol;
  connect(url: string): SmsGateway;
  /** What the other side has of a message, where it cannot be as it is. */
  taken(message: SmsMessage): TakenSms;
};

const GATEWAYS: Record<"Twilio" | "Netgsm" | "any gateway", Gateway> = {
  Twilio: {
    protocol: twilioProtocol({ sid: ACCOUNT, token: SECRET }),
    connect: (url) => twilioAt(url),
    taken: ({ to, text }) => ({ to, text }),
  },
  Netgsm: {
    protocol: netgsmProtocol(NETGSM),
    connect: (url) => netgsmAt(`${url}/`),
    taken: ({ to, text }) => ({ to, text: text.replace("çĞıİşü", "cGiIsu") }),
  },
  "any gateway": {
    protocol: plainProtocol(({ method, header, body }) => {
      const isOurs = header("authorization") === `Bearer ${SECRET}` && header("content-type") === "application/json";
      return isOurs && method === "POST" ? JSON.parse(body) : null;
    }),
    connect: (url) =>
      anyAt(`${url}/send`, {
        success: /"status":"ok"/,
        unreachable: /landline/,
        headers: { authorization: `Bearer ${SECRET}` },
      }),
    taken: ({ code, ...message }) => ({ ...message, code: code ?? "" }),
  },
};
const NAMES = Object.keys(GATEWAYS) as (keyof typeof GATEWAYS)[];

async function serve(protocol: GatewayProtocol): Promise<SmsGatewayServer> {
  const server = await startSmsGatewayServer(protocol);
  onTestFinished(() => server.close());
  return server;
}
afterEach(() => {
  vi.useRealTimers();
});

/** What was handed over, oldest first. */
type Opened = { gateway: SmsGateway; taken(): TakenSms[] | Promise<TakenSms[]> };

const IN_PROCESS: Record<string, () => Promise<Opened>> = {
  "the dev mailbox": async () => {
    const { db } = await openShop();
    const written = { to: { in: [MESSAGE.to, ALERT.to] }, channel: "sms" as const };
    await db.devMessage.deleteMany({ where: written });
    const rows = () => db.devMessage.findMany({ where: written, orderBy: { id: "asc" } });
    const taken = async () => (await rows()).map(({ to, body, code }) => ({ to, text: body, code }));
    return { gateway: devMailboxSms(db, () => new Date()), taken };
  },
  memory: async () => {
    const gateway = memorySms();
    return { gateway, taken: () => gateway.sent };
  },
};

describe.each<[string, Gateway?]>([
  ...Object.entries(GATEWAYS),
  ...Object.keys(IN_PROCESS).map((name): [string] => [name]),
])("%s", (name, remote) => {
  const expected = (message: SmsMessage) => remote?.taken(message) ?? message;
  let opened: Opened;
  beforeEach(async () => {
    if (!remote) opened = (await IN_PROCESS[name]?.()) ?? expect.unreachable();
    else {
      const server = await serve(remote.protocol);
      opened = { gateway: remote.connect(server.url), taken: () => server.taken };
    }
  });

  test("hands a message over once, with number, text and code as they are", async () => {
    await opened.gateway.send(MESSAGE);
    expect(await opened.taken()).toEqual([expected(MESSAGE)]);
  });

  test("hands over each of many alerts at once, once and without a code", async () => {
    const alerts = Array.from({ length: 8 }, (_, index) => ({ ...ALERT, text: `Alert ${index}` }));
    await Promise.all(alerts.map((alert) => opened.gateway.send(alert)));
    const taken = [...(await opened.taken())].sort((one, other) => one.text.localeCompare(other.text));
    expect(taken).toEqual(alerts.map(expected));
  });
});

type NamedFault = [name: string, fault: Fault];
const answer = (status: number, body: unknown): Fault => ({ fault: "error", status, body });

const NOT_SENT: NamedFault[] = [
  // A 421 asks for another connection.
  ...[400, 401, 421, 429, 500, 503].map((status): NamedFault => [`a ${status}`, { fault: "error", status }]),
  ["a redirect", { fault: "redirect" }],
  ["a moved address", { fault: "redirect", status: 301 }],
];
const NOT_SENT_BY: Partial<Record<keyof typeof GATEWAYS, NamedFault[]>> = {
  Twilio: [["a message that failed at once", answer(201, { sid: "SMb", status: "failed", error_code: 30005 })]],
  Netgsm: [
    ["a failure code with HTTP 200", answer(200, { code: "60", description: "no credit" })],
    ["a failure code with HTTP 406", answer(406, { code: "30" })],
  ],
};
/** Answers to a number that never gets a message. */
const NEVER: Record<keyof typeof GATEWAYS, NamedFault[]> = {
  Twilio: [
    ...[21211, 21610, 21614].map((code): NamedFault => [`${code}`, answer(400, { code, message: "…", status: 400 })]),
    ["a landline that failed at once", answer(201, { sid: "SMb", status: "failed", error_code: 30006 })],
  ],
  Netgsm: [["50", answer(200, { code: "50", description: "wrong number" })]],
  "any gateway": [["what the shop has set", answer(422, { status: "error", reason: "landline" })]],
};
const UNKNOWN: NamedFault[] = [
  ["a 504 from something in between", { fault: "error", status: 504 }],
  ["half a response", { fault: "half_body" }],
  ["a web page", { fault: "garbage" }],
  ["something other than HTTP", { fault: "no_http" }],
  ["an empty response", answer(200, Buffer.of())],
  ["an empty object", answer(200, {})],
  ["null", answer(200, null)],
  ["far too much", answer(200, { code: "00", sid: "SMb", status: "ok", text: "x".repeat(100_000) })],
];

describe.each(NAMES)("%s fails", (name) => {
  const { protocol, connect, taken } = GATEWAYS[name];
  let server: SmsGatewayServer;
  let gateway: SmsGateway;
  beforeEach(async () => {
    server = await serve(protocol);
    gateway = connect(server.url);
  });

  /** Nothing is tried again, and the next message goes out. */
  async function expectOneFailure(sending: Promise<unknown>, kind: new (reason: string) => Error) {
    await expectFailure(sending, kind);
    await gateway.send(ALERT);
    expect(server.calls).toEqual({ any: 2 });
    expect(server.taken.at(-1)).toEqual(taken(ALERT));
    if (kind === SmsNotSentError) expect(server.taken).toHaveLength(1);
  }

  test.each([...NOT_SENT, ...(NOT_SENT_BY[name] ?? [])])("%s: not sent", async (_name, fault) => {
    server.plant({ ...fault, times: 1 });
    await expectOneFailure(gateway.send(MESSAGE), SmsNotSentError);
  });

  test.each(NEVER[name])(
    "%s: nothing is ever sent to the number, unlike after any other failure",
    async (_name, fault) => {
      server.plant({ ...fault, times: 1 });
      await expect(gateway.send(MESSAGE)).rejects.toBeInstanceOf(SmsUnreachableError);
      server.plant({ fault: "error", status: 400, times: 1 });
      await expect(gateway.send(MESSAGE)).rejects.not.toBeInstanceOf(SmsUnreachableError);
    },
  );

  test.each(UNKNOWN)("%s: delivery unknown", async (_name, fault) => {
    server.plant({ ...fault, times: 1 });
    await expectOneFailure(gateway.send(MESSAGE), SmsDeliveryUnknownError);
  });

  test.each(["blackhole", "endless"] as const)("a %s: delivery unknown once the time is up", async (fault) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    server.plant({ fault, times: 1 });
    const arrived = server.arrival("any");
    const sending = gateway.send(MESSAGE);
    await arrived;
    vi.advanceTimersByTime(TIMEOUT_MS);
    await expectOneFailure(sending, SmsDeliveryUnknownError);
  });

  test("a refused connection: not sent", async () => {
    await server.close();
    await expectFailure(gateway.send(MESSAGE), SmsNotSentError);
    await server.reopen();
    await gateway.send(ALERT);
    expect(server.taken).toEqual([taken(ALERT)]);
  });
});

test("a gateway whose TLS stays silent has sent nothing", async () => {
  const silent = createServer((socket) => socket.resume().on("error", () => {})).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const greeted = once(silent, "connection").then(([socket]) => once(socket, "data"));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const sending = anyAt(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`).send(MESSAGE);
  const failure = expectFailure(sending, SmsNotSentError);
  await greeted;
  vi.advanceTimersByTime(TIMEOUT_MS);
  await failure;
  silent.close();
});

test("a dev mailbox that cannot be written has sent nothing", async () => {
  const create = (row: object) => Promise.reject(new Error(`cannot write ${JSON.stringify(row)}`));
  await expectFailure(
    devMailboxSms({ devMessage: { create } } as unknown as Db, () => new Date()).send(MESSAGE),
    SmsNotSentError,
  );
});

/** Neither who was written to, nor what, nor our credentials: not in the message, not in any property, not in a cause. */
async function expectFailure(sending: Promise<unknown>, kind: new (reason: string) => Error) {
  const error = await sending.catch((thrown: unknown) => thrown);
  if (!(error instanceof kind)) throw new Error(`It ended with ${error}.`);
  const told = [error.message, String(error.stack), JSON.stringify(error), JSON.stringify(Object.values(error))].join();
  for (const secret of ["5551234567", "493817", "Kodunuz", SECRET, Buffer.from(SECRET).toString("base64")]) {
    expect(told).not.toContain(secret);
  }
  expect(error.cause).toBeUndefined();
}

describe("Twilio", () => {
  const service = `MG${"a".repeat(32)}`;
  test.each([
    ["a number of ours", { from: SENDER }, { From: SENDER }],
    ["a messaging service", { from: undefined, messagingServiceSid: service }, { MessagingServiceSid: service }],
  ])("gets To, Body, %s and nothing else", async (_name, settings, sender) => {
    const forms: object[] = [];
    const { url } = await serve((call) => {
      forms.push(Object.fromEntries(new URLSearchParams(call.body)));
      return GATEWAYS.Twilio.protocol(call);
    });
    await twilioAt(url, settings).send(ALERT);
    expect(forms).toEqual([{ To: ALERT.to, Body: ALERT.text, ...sender }]);
  });

  test("gives its own code as the reason for the log", async () => {
    const { url } = await serve(GATEWAYS.Twilio.protocol);
    await expect(twilioAt(url, { authToken: "wrong" }).send(MESSAGE)).rejects.toThrow("HTTP 401, code 20003");
  });
});

test("Netgsm gives its own code as the reason for the log, and refuses numbers of other countries by itself", async () => {
  const { url } = await serve(GATEWAYS.Netgsm.protocol);
  await expect(netgsmAt(url, { password: "wrong" }).send(MESSAGE)).rejects.toThrow("code 30");
  await expect(netgsmAt(url).send({ ...ALERT, to: "+491701234567" })).rejects.toThrow("code 50");
});

describe("any gateway", () => {
  test("gets its own form, or everything in its address, and has succeeded with any 2xx where no pattern was agreed", async () => {
    const received: string[] = [];
    const { url } = await serve(({ method, target, body, header }) => {
      received.push([method, target, header("content-type"), body].join(" "));
      return { response: { status: 204 } };
    });
    const headers = { "Content-Type": "text/plain; charset=utf-8" };
    await anyAt(`${url}/send`, { method: "PUT", headers, body: "{to_digits}: {text}" }).send(ALERT);
    await anyAt(`${url}/?to={to}&otp={code}`, { method: "GET", body: undefined }).send(MESSAGE);
    expect(received).toEqual([
      `PUT /send text/plain; charset=utf-8 905551234568: ${ALERT.text}`,
      "GET /?to=%2B905551234567&otp=493817  ",
    ]);
  });

  test("is not asked to send an alert when it is set up for codes only", async () => {
    const server = await serve(plainProtocol(() => null));
    const gateway = anyAt(server.url, { body: '{"to":"{to}","otp":"{code}"}' });
    await expect(gateway.send(ALERT)).rejects.toBeInstanceOf(SmsNotSentError);
    expect(server.calls).toEqual({});
  });

  test("is not opened with a content type whose values cannot be escaped", () => {
    expect(() => anyAt("http://127.0.0.1:1", { headers: { "Content-Type": "multipart/form-data" } })).toThrow();
  });
});

describe("the environment chooses", () => {
  const byEnvironment = async (variables: Record<string, string>) => {
    const { db } = await openShop();
    return createSmsGateway(parseEnv({ APP_MODE: "test", ...variables }), { db, now: () => new Date() });
  };

  test("no gateway: everything is refused", async () => {
    for (const gateway of [noSms(), await byEnvironment({ SMS_PROVIDER: "none" })]) {
      await expect(gateway.send(MESSAGE)).rejects.toThrow("no gateway configured");
    }
  });

  test("the dev mailbox in a test", async () => {
    const { db } = await openShop();
    const to = "+905550009911";
    await (await byEnvironment({})).send({ ...MESSAGE, to });
    expect(await db.devMessage.count({ where: { channel: "sms", to } })).toBe(1);
  });

  const VARIABLES: Record<string, [GatewayProtocol, base: string, Record<string, string>]> = {
    twilio: [
      GATEWAYS.Twilio.protocol,
      "TWILIO_BASE_URL",
      { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: SECRET, TWILIO_FROM: SENDER },
    ],
    netgsm: [
      GATEWAYS.Netgsm.protocol,
      "NETGSM_BASE_URL",
      { NETGSM_USERNAME: NETGSM.username, NETGSM_PASSWORD: SECRET, NETGSM_HEADER: NETGSM.header },
    ],
    http: [
      plainProtocol(({ body }) => JSON.parse(body)),
      "SMS_HTTP_URL",
      { SMS_HTTP_BODY: '{"to":"{to}","text":"{text}"}', SMS_HTTP_SUCCESS: '"status": ?"ok"' },
    ],
  };

  test.each(Object.entries(VARIABLES))("SMS_PROVIDER=%s", async (SMS_PROVIDER, [protocol, base, variables]) => {
    const server = await serve(protocol);
    await (await byEnvironment({ SMS_PROVIDER, [base]: server.url, ...variables })).send(ALERT);
    expect(server.taken).toEqual([{ to: ALERT.to, text: ALERT.text }]);
  });
});
