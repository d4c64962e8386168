import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appleWallet } from "@/lib/adapters/wallet/apple";
import type { AppleWallet, HeldCard } from "@/lib/adapters/wallet/port";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import {
  type Authority,
  createAuthority,
  hasOpenssl,
  issuePassCertificate,
  PASS_TYPE_ID,
  TEAM_ID,
} from "@/lib/testing/certificates";
import { openPass, stringsOf } from "@/lib/testing/passes";
import { type PushServer, startPushServer } from "@/lib/testing/push-server";

const SERIAL = "5f1f7bb8-2b0c-4c8e-9d39-0c2a4f1e7d60";
const TOKEN = "a-token-of-the-pass";
const CARD: HeldCard = { name: "Mia Schneider", number: "700012341234", points: 1250, tier: "silver" };

describe.skipIf(!hasOpenssl)("Apple's wallet", () => {
  let authority: Authority;
  let push: PushServer;
  let wallet: AppleWallet;

  beforeAll(async () => {
    authority = createAuthority();
    push = await startPushServer(authority);
    const { certificate, key } = issuePassCertificate(authority);
    wallet = appleWallet({
      certificate: { passTypeId: PASS_TYPE_ID, teamId: TEAM_ID, certificate, key, intermediate: authority.certificate },
      ...{ shopName: "Sahil", appUrl: "https://shop.example", language: "en", pushUrl: push.url },
      pushAuthority: authority.certificate,
    });
  });
  beforeEach(() => {
    push.pushes.length = 0;
    push.behaviour = { status: 200 };
    push.behaviours.clear();
  });
  afterAll(async () => {
    await push.close();
    authority.remove();
  });

  const open = async (card: HeldCard | null) => openPass(await wallet.sign({ serial: SERIAL, card }, TOKEN));

  describe("a pass", () => {
    test("is signed by the shop's certificate, which its authority vouches for, over the hash of each file", async () => {
      const { files } = await open(CARD);
      for (const name of ["manifest.json", "signature"]) {
        writeFileSync(path.join(authority.folder, name), files.get(name) ?? "");
      }
      const verify = (content: string) =>
        execFileSync(
          "openssl",
          [
            ...["smime", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", content],
            ...["-CAfile", "ca.pem", "-purpose", "any", "-signer", "signer.pem"],
          ],
          { cwd: authority.folder, stdio: "pipe" },
        ).toString();
      expect(verify("manifest.json")).toBe(files.get("manifest.json")?.toString());
      const subject = ["x509", "-in", "signer.pem", "-noout", "-subject"];
      expect(execFileSync("openssl", subject, { cwd: authority.folder }).toString()).toContain(PASS_TYPE_ID);
      writeFileSync(path.join(authority.folder, "forged.json"), `${files.get("manifest.json")} `);
      expect(() => verify("forged.json")).toThrow(/digest failure|verification failure/i);
    });

    test("shows name, number, points and level, and where phones ask for changes", async () => {
      const { pass } = await open(CARD);
      expect(pass).toMatchObject({
        ...{ formatVersion: 1, passTypeIdentifier: PASS_TYPE_ID, teamIdentifier: TEAM_ID, serialNumber: SERIAL },
        ...{ webServiceURL: "https://shop.example/api/wallet/apple/", authenticationToken: TOKEN },
        ...{ organizationName: "Sahil", logoText: "Sahil", description: "Loyalty card", voided: false },
        backgroundColor: expect.stringMatching(/^rgb\(\d+, \d+, \d+\)$/),
        barcodes: ["PKBarcodeFormatQR", "PKBarcodeFormatCode128"].map((format) => {
          return { format, message: CARD.number, altText: CARD.number, messageEncoding: "iso-8859-1" };
        }),
        storeCard: {
          primaryFields: [{ key: "points", value: 1250, changeMessage: "New points balance: %@" }],
          secondaryFields: [{ key: "member", value: "Mia Schneider" }],
          auxiliaryFields: [{ key: "tier", value: "Silver" }],
          backFields: [{ key: "number", value: CARD.number }],
        },
      });
    });

    test("has its texts in every language of the shop, by what they are in its own", async () => {
      const opened = await open(CARD);
      for (const language of LANGUAGES) expect(Object.keys(stringsOf(opened, language))).toHaveLength(7);
      expect(stringsOf(opened, "tr")).toMatchObject({ Points: "Puan", Silver: "Gümüş" });
      expect(stringsOf(opened, "ar")).toMatchObject({ Points: "النقاط", Member: "العضو" });
      const { label, changeMessage } = opened.pass.storeCard.primaryFields[0];
      expect(stringsOf(opened, "de")).toMatchObject({ [label]: "Punkte", [changeMessage]: "Neuer Punktestand: %@" });
    });

    test.each(["محمد بن سلمان", 'Şükrü "Çağ" O’Neil\\', "Дарья 😀", ""])("has the name %j as it is", async (name) => {
      const { pass } = await open({ ...CARD, name });
      expect(pass.storeCard.secondaryFields[0].value).toBe(name);
    });

    test("says nothing of points that nobody knows, nor of a level that is none, and a strange one as it is called", async () => {
      const { pass } = await open({ ...CARD, points: null, tier: null });
      expect([pass.storeCard.primaryFields, pass.storeCard.auxiliaryFields]).toEqual([[], []]);
      const strange = await open({ ...CARD, tier: "Kaptan" });
      expect(strange.pass.storeCard.auxiliaryFields[0].value).toBe("Kaptan");
    });

    test("without a card is void, and names nobody", async () => {
      const { pass, files } = await open(null);
      expect(pass).toMatchObject({ voided: true, serialNumber: SERIAL, authenticationToken: TOKEN });
      expect(pass.barcodes).toBeUndefined();
      expect([...files.values()].join()).not.toContain(CARD.number);
    });

    test("has the shop's picture at the sizes of phones", async () => {
      const { files } = await open(CARD);
      const width = async (name: string) => (await sharp(files.get(name)).metadata()).width;
      expect(await Promise.all(["icon.png", "icon@2x.png", "icon@3x.png", "logo@2x.png"].map(width))).toEqual([
        29, 58, 87, 100,
      ]);
    });
  });

  describe("a push", () => {
    test("is an empty one for each phone, by the pass's certificate", async () => {
      expect(await wallet.push(["aaaaaaaa", "bbbbbbbb"])).toEqual({ gone: [], failure: null });
      const told = { topic: PASS_TYPE_ID, body: "{}", sender: `Pass Type ID: ${PASS_TYPE_ID}` };
      expect(push.pushes.sort((one, other) => one.token.localeCompare(other.token))).toEqual([
        { token: "aaaaaaaa", ...told },
        { token: "bbbbbbbb", ...told },
      ]);
    });

    test("tells which phones are gone, whatever becomes of the others", async () => {
      push.behaviours.set("aaaaaaaa", { status: 410, reason: "Unregistered" });
      push.behaviours.set("bbbbbbbb", { status: 400, reason: "BadDeviceToken" });
      push.behaviours.set("cccccccc", { status: 503, reason: "ServiceUnavailable" });
      expect(await wallet.push(["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"])).toEqual({
        gone: ["aaaaaaaa", "bbbbbbbb"],
        failure: "status_503",
      });
      expect(push.pushes.map(({ token }) => token)).toEqual(["dddddddd"]);
    });

    test("does not take a refusal of the certificate for a phone that is gone", async () => {
      push.behaviour = { status: 403, reason: "BadCertificate" };
      expect(await wallet.push(["aaaaaaaa"])).toEqual({ gone: [], failure: "status_403" });
      push.behaviour = { status: 400, reason: "BadTopic" };
      expect(await wallet.push(["aaaaaaaa"])).toEqual({ gone: [], failure: "status_400" });
    });

    test("fails by a code when the connection ends, and where none can be made", async () => {
      push.behaviour = "hang_up";
      expect((await wallet.push(["aaaaaaaa"])).failure).toMatch(/\w/);
      const { certificate, key } = issuePassCertificate(authority);
      const nowhere = appleWallet({
        certificate: {
          passTypeId: PASS_TYPE_ID,
          teamId: TEAM_ID,
          certificate,
          key,
          intermediate: authority.certificate,
        },
        ...{ shopName: "Sahil", appUrl: "https://shop.example", language: "en", pushUrl: "https://localhost:1" },
      });
      expect(await nowhere.push(["aaaaaaaa"])).toEqual({ gone: [], failure: "ECONNREFUSED" });
    });
  });
});
