import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { embeddedLoyalty } from "@/lib/adapters/loyalty-provider/embedded";
import { creditPoints } from "@/lib/adapters/loyalty-provider/embedded-points";
import { httpLoyalty } from "@/lib/adapters/loyalty-provider/http";
import type { LoyaltyMember, LoyaltyProvider } from "@/lib/adapters/loyalty-provider/port";
import { voucherifyLoyalty } from "@/lib/adapters/loyalty-provider/voucherify";
import { uniquePhone } from "@/lib/testing/customers";
import type { FaultyServer } from "@/lib/testing/faulty-service";
import { startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";
import { openShop } from "@/lib/testing/shop";
import { startVoucherifyServer } from "@/lib/testing/voucherify-server";

/* Every loyalty provider with a programme behind it, for the tests that hold for all of them. */

export type OpenProgramme = {
  provider: LoyaltyProvider;
  /** How many accounts the programme has with this address. */
  count(email: string): Promise<number>;
  addPoints(accountNumber: string, points: number): Promise<void>;
  close(): Promise<void>;
};

export type RemoteProgramme = OpenProgramme & {
  server: FaultyServer;
  /** What must never stand in an error. */
  secret: string;
  /** The same programme, asked with another secret. */
  withSecret(secret: string): LoyaltyProvider;
};

export type ProgrammeKind<Open extends OpenProgramme = OpenProgramme> = {
  open(): Promise<Open>;
  /** Whether it can be asked for a phone. */
  findsPhones: boolean;
};

const REGION = "TR";

/** A member unlike any other. */
export function newMember(overrides: Partial<LoyaltyMember> = {}): LoyaltyMember {
  return {
    firstName: "Ayşe Gül",
    lastName: "Öztürk",
    phone: uniquePhone(),
    email: `ayse.${randomUUID()}@example.com`,
    gender: "female",
    dateOfBirth: "1992-02-29",
    emailAllowed: true,
    smsAllowed: false,
    callAllowed: null,
    ...overrides,
  };
}

const embedded: ProgrammeKind = {
  findsPhones: true,
  async open() {
    const { db, now } = await openShop();
    return {
      provider: embeddedLoyalty({ db, region: REGION, welcomePoints: 0, now }),
      count: (email) => db.loyaltyMember.count({ where: { email } }),
      async addPoints(accountNumber, points) {
        await creditPoints({ db, now }, accountNumber, { reference: randomUUID(), description: "By hand", points });
      },
      async close() {},
    };
  },
};

const http: ProgrammeKind<RemoteProgramme> = {
  findsPhones: true,
  async open() {
    const secret = randomUUID();
    const server = await startLoyaltyReferenceServer({ secret, region: REGION });
    const withSecret = (known: string) =>
      httpLoyalty({ baseUrl: `${server.url}/`, secret: known, fields: {}, region: REGION });
    return {
      provider: withSecret(secret),
      count: async (email) => server.members().filter((member) => member.email === email).length,
      addPoints: async (accountNumber, points) => server.addPoints(accountNumber, points),
      close: () => server.close(),
      server,
      secret,
      withSecret,
    };
  },
};

const voucherify = voucherifyBehind(async () => ({ port: 0, baseUrl: null }));

function voucherifyBehind(
  prepare: () => Promise<{ port: number; baseUrl: string | null }>,
): ProgrammeKind<RemoteProgramme> {
  return {
    findsPhones: false,
    async open() {
      const { port, baseUrl } = await prepare();
      const server = await startVoucherifyServer({ port });
      const settings = { baseUrl: baseUrl ?? server.url, ...server.account, region: REGION };
      const withSecret = (appToken: string) => voucherifyLoyalty({ ...settings, appToken });
      return {
        provider: voucherifyLoyalty(settings),
        count: async (email) => {
          const ids = server.customers().flatMap(({ id, fields }) => (fields.email === email ? [id] : []));
          return server.members().filter(({ customer_id: id }) => ids.includes(id)).length;
        },
        addPoints: async (accountNumber, points) => server.book(accountNumber, { type: "ADMIN_CREDIT", total: points }),
        close: () => server.close(),
        server,
        secret: server.account.appToken,
        withSecret,
      };
    },
  };
}

export const REMOTE_PROGRAMMES: Record<string, ProgrammeKind<RemoteProgramme>> = { http, Voucherify: voucherify };

/** With VOUCHERIFY_OPENAPI, a file with the vendor's description, Voucherify is also held against that. */
export function everyProgramme(): Record<string, ProgrammeKind> {
  const description = process.env.VOUCHERIFY_OPENAPI;
  return {
    embedded,
    ...REMOTE_PROGRAMMES,
    ...(description && {
      "Voucherify, every request and answer checked by its description": voucherifyBehind(() =>
        startProxy(description),
      ),
    }),
  };
}

let proxy: Promise<{ port: number; baseUrl: string }> | undefined;

/**
 * Prism between the adapter and the server: it answers a wrong request with 422 and a wrong answer with 500. One for all
 * tests, ended with the worker.
 *
 * @returns its address, and the port at which it expects the server
 */
function startProxy(description: string): Promise<{ port: number; baseUrl: string }> {
  proxy ??= (async () => {
    const [port, proxyPort] = [await freePort(), await freePort()];
    const args = ["-y", "@stoplight/prism-cli@5.14.2", "proxy", "-h", "127.0.0.1", "-p", String(proxyPort), "--errors"];
    // In a folder of its own, so that npx does not look into this project.
    const child = spawn("npx", [...args, description, `http://127.0.0.1:${port}`], { cwd: tmpdir(), detached: true });
    process.once("exit", () => child.pid && process.kill(-child.pid));
    await listening(child);
    return { port, baseUrl: `http://127.0.0.1:${proxyPort}` };
  })();
  return proxy;
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const read = (part: Buffer) => {
      printed += part;
      if (printed.includes("Prism is listening")) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Prism did not start: ${printed}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
