import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { googleWallet } from "@/lib/adapters/wallet/google";
import { type GoogleWallet, type WalletPass, WalletUnavailableError } from "@/lib/adapters/wallet/port";
import { claimsOf, type GoogleWalletServer, startGoogleWalletServer } from "@/lib/testing/google-wallet-server";

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const ISSUER = "3388000000012345678";
const EMAIL = "wallet@shop.iam.example";
const PASS: WalletPass = {
  serial: "5f1f7bb8-2b0c-4c8e-9d39-0c2a4f1e7d60",
  card: { name: "محمد بن سلمان", number: "700012341234", points: 1250, tier: "gold" },
};
const ID = `${ISSUER}.${PASS.serial}`;

let server: GoogleWalletServer;
let wallet: GoogleWallet;
const NOW = new Date("2026-12-01T10:00:00Z");
let now = NOW;

beforeAll(async () => {
  server = await startGoogleWalletServer(publicKey);
});
beforeEach(() => {
  now = NOW;
  wallet = googleWallet({
    account: { email: EMAIL, key: privateKey, tokenUrl: `${server.url}/token` },
    ...{ issuerId: ISSUER, baseUrl: server.url, shopName: "Sahil", appUrl: "https://shop.example" },
    now: () => now,
    timeoutMs: 500,
  });
});
afterEach(() => {
  server.heal();
  server.objects.clear();
  for (const operation of Object.keys(server.calls)) server.calls[operation] = 0;
});
afterAll(() => server.close());

describe("the link", () => {
  test("has the object and its class, signed by the service account, and is short enough for an address", () => {
    const link = wallet.saveUrl(PASS, "ar");
    expect(link).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\/[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(link.length).toBeLessThan(2000);
    const claims = claimsOf(link.slice(link.lastIndexOf("/") + 1), createPublicKey(publicKey));
    expect(claims).toEqual({
      ...{ iss: EMAIL, aud: "google", typ: "savetowallet", origins: ["https://shop.example"] },
      iat: NOW.getTime() / 1000,
      payload: {
        loyaltyClasses: [
          {
            ...{ id: `${ISSUER}.loyalty`, issuerName: "Sahil", programName: "Sahil", reviewStatus: "UNDER_REVIEW" },
            programLogo: { sourceUri: { uri: "https://shop.example/icon-512.png" } },
            hexBackgroundColor: expect.stringMatching(/^#[0-9a-f]{6}$/),
          },
        ],
        loyaltyObjects: [
          {
            ...{ id: ID, classId: `${ISSUER}.loyalty`, state: "ACTIVE" },
            ...{ accountName: "محمد بن سلمان", accountId: "700012341234" },
            barcode: { type: "QR_CODE", value: "700012341234", alternateText: "700012341234" },
            loyaltyPoints: { label: "النقاط", balance: { int: 1250 } },
            textModulesData: [{ id: "tier", header: "المستوى", body: "الذهبي" }],
          },
        ],
      },
    });
  });

  test("is worth nothing with another claim in it", () => {
    const [header, , signature] = wallet.saveUrl(PASS, "en").split("/save/")[1]?.split(".") ?? [];
    const claims = Buffer.from(JSON.stringify({ iss: EMAIL })).toString("base64url");
    expect(() => claimsOf([header, claims, signature].join("."), createPublicKey(publicKey))).toThrow();
  });
});

describe("an update", () => {
  test("replaces what somebody has added, by a token that lasts", async () => {
    server.objects.set(ID, {});
    await wallet.update(PASS, "en");
    await wallet.update({ ...PASS, card: PASS.card && { ...PASS.card, points: 2 ** 40 } }, "en");
    expect(server.objects.get(ID)).toMatchObject({
      state: "ACTIVE",
      loyaltyPoints: { label: "Points", balance: { string: String(2 ** 40) } },
    });
    expect(server.calls).toMatchObject({ token: 1, update: 2 });
    now = new Date(NOW.getTime() + 3_600_000);
    await wallet.update(PASS, "en");
    expect(server.calls).toMatchObject({ token: 2, update: 3 });
  });

  test("makes an object that nobody has added yet, and none that would be void", async () => {
    await wallet.update({ ...PASS, card: null }, "en");
    expect(server.objects.size).toBe(0);
    await wallet.update(PASS, "en");
    expect(server.objects.get(ID)).toMatchObject({ accountId: "700012341234" });
    await wallet.update({ ...PASS, card: null }, "en");
    expect(server.objects.get(ID)).toEqual({ id: ID, classId: `${ISSUER}.loyalty`, state: "EXPIRED" });
  });

  test("asks for another token once its own is refused", async () => {
    server.objects.set(ID, {});
    await wallet.update(PASS, "en");
    server.forgetTokens();
    await expect(wallet.update(PASS, "en")).rejects.toMatchObject({ reason: "status_401" });
    await wallet.update(PASS, "en");
    expect(server.calls.token).toBe(2);
  });

  test.each([
    ["token", { fault: "error", status: 500 }, "token_500"],
    ["token", { fault: "garbage" }, "token_200"],
    ["token", { fault: "too_long" }, "too_long"],
    ["token", { fault: "blackhole" }, "timeout"],
    ["update", { fault: "error", status: 500 }, "status_500"],
    ["update", { fault: "error", status: 429 }, "status_429"],
    ["update", { fault: "blackhole" }, "timeout"],
    ["update", { fault: "lost_response" }, /SOCKET|ECONNRESET/],
    ["update", { fault: "redirect" }, /\w/],
    ["insert", { fault: "error", status: 404 }, "status_404"],
  ] as const)("fails by a code that quotes nothing, when %s meets %j", async (operation, fault, reason) => {
    server.plant({ operation, ...fault });
    const failure = await wallet.update(PASS, "en").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WalletUnavailableError);
    if (typeof reason === "string") expect(failure).toMatchObject({ reason });
    else expect((failure as WalletUnavailableError).reason).toMatch(reason);
    expect(String(failure)).not.toMatch(/7000123|Bearer|access-/);
  });
});
