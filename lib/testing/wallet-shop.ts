import { generateKeyPairSync, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach } from "vitest";
import * as applePass from "@/app/api/loyalty-card/wallet/apple/route";
import * as registration from "@/app/api/wallet/apple/v1/devices/[device]/registrations/[type]/[serial]/route";
import * as changedPasses from "@/app/api/wallet/apple/v1/devices/[device]/registrations/[type]/route";
import * as currentPass from "@/app/api/wallet/apple/v1/passes/[type]/[serial]/route";
import { appleWallet } from "@/lib/adapters/wallet/apple";
import { googleWallet } from "@/lib/adapters/wallet/google";
import type { Wallets } from "@/lib/adapters/wallet/port";
import { setDeps } from "@/lib/deps";
import { drainJobs } from "@/lib/platform/jobs/service";
import {
  type Authority,
  createAuthority,
  issuePassCertificate,
  PASS_TYPE_ID,
  TEAM_ID,
} from "@/lib/testing/certificates";
import { type Client, clientWith } from "@/lib/testing/client";
import { type GoogleWalletServer, startGoogleWalletServer } from "@/lib/testing/google-wallet-server";
import { watchPorts } from "@/lib/testing/held-transactions";
import { openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { type OpenedPass, openPass } from "@/lib/testing/passes";
import { type PushServer, startPushServer } from "@/lib/testing/push-server";
import type { Shop } from "@/lib/testing/shop";

export const GOOGLE_ISSUER = "3388000000012345678";
const KINDS = ["wallet.apple", "wallet.google"];
const KEYS = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/**
 * A shop whose members bring their card into both wallets, with all that stands behind them: for the tests of the describe
 * that calls it, where there is openssl.
 */
export function openWalletShop() {
  const loyalty = openLoyaltyShop("embedded");
  let authority: Authority;
  let push: PushServer;
  let google: GoogleWalletServer;
  let wallets: Wallets;
  let shop: Shop;

  beforeAll(async () => {
    authority = createAuthority();
    push = await startPushServer(authority);
    google = await startGoogleWalletServer(KEYS.publicKey);
    const { certificate, key } = issuePassCertificate(authority);
    const named = { shopName: "Sahil", appUrl: "https://shop.example" };
    const signer = { passTypeId: PASS_TYPE_ID, teamId: TEAM_ID, certificate, key, intermediate: authority.certificate };
    const account = { email: "wallet@shop.iam.example", key: KEYS.privateKey, tokenUrl: `${google.url}/token` };
    wallets = {
      apple: appleWallet({
        ...{ ...named, certificate: signer, language: "en", pushUrl: push.url, pushAuthority: authority.certificate },
      }),
      google: googleWallet({
        ...{ ...named, account, issuerId: GOOGLE_ISSUER, baseUrl: google.url, now: () => new Date(), timeoutMs: 1000 },
      }),
    };
  });

  beforeEach(async () => {
    shop = watchPorts({ ...loyalty.shop, wallets });
    setDeps(shop);
    push.pushes.length = 0;
    push.behaviour = { status: 200 };
    google.heal();
    await shop.db.job.deleteMany({ where: { kind: { in: KINDS } } });
  });

  afterAll(async () => {
    await push.close();
    await google.close();
    authority.remove();
  });

  return {
    loyalty,
    get shop(): Shop {
      return shop;
    },
    get push(): PushServer {
      return push;
    },
    get google(): GoogleWalletServer {
      return google;
    },
    /** By which Google knows the shop. */
    googleKey: KEYS.publicKey,
    /** Does as a worker what wallets are still to hear, as if it were due. @returns how many jobs were done */
    update: async (): Promise<number> => {
      await shop.db.job.updateMany({ where: { kind: { in: KINDS }, deadAt: null }, data: { runAt: new Date(0) } });
      return drainJobs(shop, KINDS);
    },
    /** What wallets are still to hear. */
    pending: () => shop.db.job.findMany({ where: { kind: { in: KINDS } }, orderBy: { id: "asc" } }),
  };
}

/** A phone, which does with a pass as Apple's do. */
export function newPhone() {
  const device = randomBytes(16).toString("hex");
  const pushToken = randomBytes(32).toString("hex");
  let opened: OpenedPass | null = null;
  let modified = "";
  let tag: string | null = null;

  const pass = () => {
    if (!opened) throw new Error("The phone has no pass.");
    return opened.pass;
  };
  const params = () => ({ device, type: pass().passTypeIdentifier, serial: pass().serialNumber });
  const own = () => clientWith({ authorization: `ApplePass ${pass().authenticationToken}` });

  const phone = {
    device,
    pushToken,
    params,
    client: own,
    pass,
    /** Of the pass: name, points and level, as far as it shows them. */
    shown: () => {
      const { secondaryFields, primaryFields, auxiliaryFields } = pass().storeCard;
      return [secondaryFields, primaryFields, auxiliaryFields].map(([field]) => field?.value ?? null);
    },
    /** Takes the pass that a member downloads, and registers for its changes. @returns the status of that */
    async add(member: Client): Promise<number> {
      const { status, body } = await member.get(applePass);
      if (status !== 200) throw new Error(`The download was answered ${status}.`);
      opened = openPass(body);
      return phone.register();
    },
    register: async (token: string = pushToken) =>
      (await own().post(registration, { params: params(), body: { pushToken: token } })).status,
    unregister: async () => (await own().delete(registration, { params: params() })).status,
    /** Asks which of its passes have changed since it last asked. @returns null for none */
    async changed(): Promise<string[] | null> {
      const { type } = params();
      const query = tag === null ? "" : `passesUpdatedSince=${tag}`;
      const { status, body } = await clientWith({}).get(changedPasses, { params: { device, type }, query });
      if (status === 204) return null;
      tag = body.lastUpdated;
      return body.serialNumbers;
    },
    /** Downloads the pass, unless it has not changed. @returns the status */
    async refresh(): Promise<number> {
      const headers: Record<string, string> = modified === "" ? {} : { "if-modified-since": modified };
      const answer = await own().get(currentPass, { params: params(), headers });
      if (answer.status !== 200) return answer.status;
      opened = openPass(answer.body);
      modified = answer.headers.get("last-modified") ?? "";
      return 200;
    },
  };
  return phone;
}
