import { randomUUID } from "node:crypto";
import { httpLoyalty } from "@/lib/adapters/loyalty-provider/http";
import type { LoyaltyMember, LoyaltyProvider, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import { voucherifyLoyalty } from "@/lib/adapters/loyalty-provider/voucherify";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { creditPoints } from "@/lib/points/ledger-service";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import { uniquePhone } from "@/lib/testing/customers";
import type { FaultyServer } from "@/lib/testing/faulty-service";
import { startLoyaltyReferenceServer } from "@/lib/testing/loyalty-reference-server";
import { openShop } from "@/lib/testing/shop";
import { startVoucherifyServer, type VoucherifyServer } from "@/lib/testing/voucherify-server";

/* Every loyalty provider with a programme behind it, for the tests that hold for all of them. */

export type OpenProgramme = {
  provider: LoyaltyProvider;
  /** How many accounts the programme has with this address. */
  count(email: string): Promise<number>;
  addPoints(accountNumber: string, points: number): Promise<void>;
  /** How a shop is pointed at it, and the environment that the setting names. */
  setting: object;
  environment: Record<string, string>;
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
  /** After the last of its tests. */
  end?(): Promise<void>;
};

const REGION = "TR";
const SECRET = "TEST_LOYALTY_SECRET";
const APP_ID = "TEST_LOYALTY_APP_ID";
/** How the shops of these tests compare contacts. */
export const CONTACT = { phone: (written: string) => canonicalPhone(written, REGION), email: canonicalEmail };

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
      setting: { provider: "embedded" },
      environment: {},
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
      httpLoyalty({ baseUrl: `${server.url}/`, secret: known, fields: {}, contact: CONTACT });
    return {
      provider: withSecret(secret),
      count: async (email) => server.members().filter((member) => member.email === email).length,
      addPoints: async (accountNumber, points) => server.addPoints(accountNumber, points),
      setting: { provider: "http", base_url: server.url, secret: { env: SECRET } },
      environment: { [SECRET]: secret },
      close: () => server.close(),
      server,
      secret,
      withSecret,
    };
  },
};

const voucherify: ProgrammeKind<RemoteProgramme> = {
  findsPhones: false,
  async open() {
    const server = await startVoucherifyServer();
    return voucherifyAt(server, server.url);
  },
};

export function voucherifyAt(server: VoucherifyServer, baseUrl: string): RemoteProgramme {
  const { appId, appToken, programId } = server.account;
  const withSecret = (token: string) =>
    voucherifyLoyalty({ appId, programId, baseUrl, appToken: token, contact: CONTACT });
  return {
    provider: withSecret(appToken),
    count: async (email) => {
      const ids = server.customers().flatMap(({ id, fields }) => (fields.email === email ? [id] : []));
      return server.members().filter(({ customer_id: id }) => ids.includes(id)).length;
    },
    addPoints: async (accountNumber, points) => server.book(accountNumber, { type: "ADMIN_CREDIT", total: points }),
    setting: {
      provider: "voucherify",
      base_url: baseUrl,
      app_id: { env: APP_ID },
      app_token: { env: SECRET },
      program_id: programId,
    },
    environment: { [APP_ID]: appId, [SECRET]: appToken },
    close: () => server.close(),
    server,
    secret: appToken,
    withSecret,
  };
}

export const PROGRAMMES: Record<ProviderName, ProgrammeKind> = { embedded, http, voucherify };
export const REMOTE_PROGRAMMES: Record<string, ProgrammeKind<RemoteProgramme>> = { http, Voucherify: voucherify };
