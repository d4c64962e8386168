import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import type { Source } from "@/lib/platform/env-files";
import { passCertificateOf, serviceAccountOf } from "@/lib/platform/env-wallets";
import {
  type Authority,
  type Certificate,
  createAuthority,
  hasOpenssl,
  issuePassCertificate,
  PASS_TYPE_ID,
  TEAM_ID,
} from "@/lib/testing/certificates";
import { expectProblem, problemsOf, production } from "@/lib/testing/environment";

describe.skipIf(!hasOpenssl)("Apple's wallet", () => {
  let authority: Authority;
  let other: Authority;
  let own: Certificate;
  let complete: Source;
  beforeAll(() => {
    authority = createAuthority();
    other = createAuthority("Another Authority");
    own = issuePassCertificate(authority);
    complete = {
      APPLE_WALLET_CERTIFICATE: own.certificate,
      APPLE_WALLET_KEY: own.key,
      APPLE_WALLET_INTERMEDIATE: authority.certificate,
    };
  });
  afterAll(() => {
    authority.remove();
    other.remove();
  });

  test("is off unless it is set, and on with all three, of which one says what passes are called", () => {
    expect(passCertificateOf(parseEnv({}))).toBeNull();
    expect(passCertificateOf(parseEnv(complete))).toMatchObject({ passTypeId: PASS_TYPE_ID, teamId: TEAM_ID });
  });

  test("takes a key with a passphrase, as openssl writes it", () => {
    const seal = [
      "pkcs8",
      "-topk8",
      "-in",
      "pass.key",
      "-out",
      "sealed.key",
      "-v2",
      "aes-256-cbc",
      "-passout",
      "pass:tulip",
    ];
    execFileSync("openssl", seal, { cwd: authority.folder });
    const sealed = { ...complete, APPLE_WALLET_KEY: readFileSync(path.join(authority.folder, "sealed.key"), "utf8") };
    const env = parseEnv({ ...sealed, APPLE_WALLET_KEY_PASSPHRASE: "tulip" });
    expect(passCertificateOf(env)?.key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    for (const passphrase of [undefined, "rose"]) {
      const named = /^APPLE_WALLET_KEY: .* APPLE_WALLET_KEY_PASSPHRASE/;
      expectProblem({ ...sealed, APPLE_WALLET_KEY_PASSPHRASE: passphrase }, named);
    }
  });

  test.each<[string, () => Source, RegExp]>([
    [
      "two of three",
      () => ({ APPLE_WALLET_KEY: undefined }),
      /^APPLE_WALLET_CERTIFICATE, .*: set all of them, or none$/,
    ],
    [
      "no certificate",
      () => ({ APPLE_WALLET_CERTIFICATE: "MIIB" }),
      /^APPLE_WALLET_CERTIFICATE: must be a certificate in PEM/,
    ],
    [
      "another kind of certificate",
      () => ({ APPLE_WALLET_CERTIFICATE: authority.issue("web", "/CN=shop.test").certificate }),
      /^APPLE_WALLET_CERTIFICATE: must be of a Pass Type ID/,
    ],
    [
      "another's key",
      () => ({ APPLE_WALLET_KEY: other.issue("x", "/CN=x").key }),
      /^APPLE_WALLET_KEY: is not the key of/,
    ],
    [
      "another authority of Apple's",
      () => ({ APPLE_WALLET_INTERMEDIATE: other.certificate }),
      /^APPLE_WALLET_INTERMEDIATE: is not what issued APPLE_WALLET_CERTIFICATE, which is CN=Test Authority$/,
    ],
  ])("says what is wrong: %s", (_name, changes, problem) => {
    const problems = problemsOf({ ...complete, ...changes() });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain("PRIVATE KEY");
  });

  test("asks for an address by https in production", () => {
    expectProblem({ ...production, ...complete, APP_URL: "http://shop.test" }, /^APP_URL: Apple/);
    expect(problemsOf({ ...production, ...complete })).toEqual([]);
  });
});

describe("Google's wallet", () => {
  const pem = (type: "rsa" | "ed25519") =>
    (type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519")).privateKey
      .export({ type: "pkcs8", format: "pem" })
      .toString();
  const key = JSON.stringify({ type: "service_account", client_email: "wallet@x.example", private_key: pem("rsa") });
  const complete = { GOOGLE_WALLET_ISSUER_ID: "3388000000012345678", GOOGLE_WALLET_KEY: key };

  test("is off unless it is set, and on with both", () => {
    expect(serviceAccountOf(parseEnv({}))).toBeNull();
    expect(serviceAccountOf(parseEnv(complete))).toMatchObject({
      ...{
        issuerId: "3388000000012345678",
        email: "wallet@x.example",
        tokenUrl: "https://oauth2.googleapis.com/token",
      },
    });
  });

  test.each<[string, Source, RegExp]>([
    [
      "one of two",
      { GOOGLE_WALLET_KEY: undefined },
      /^GOOGLE_WALLET_ISSUER_ID and GOOGLE_WALLET_KEY: set both, or none$/,
    ],
    ["no number", { GOOGLE_WALLET_ISSUER_ID: "shop" }, /^GOOGLE_WALLET_ISSUER_ID: must be digits/],
    ["no JSON", { GOOGLE_WALLET_KEY: "key" }, /^GOOGLE_WALLET_KEY: must be the JSON key of a service account/],
    [
      "a key that is none",
      { GOOGLE_WALLET_KEY: JSON.stringify({ client_email: "wallet@x.example", private_key: "MIIB" }) },
      /^GOOGLE_WALLET_KEY: must be a private key in PEM$/,
    ],
    [
      "another kind of key",
      { GOOGLE_WALLET_KEY: JSON.stringify({ client_email: "wallet@x.example", private_key: pem("ed25519") }) },
      /^GOOGLE_WALLET_KEY: its private_key must be an RSA key$/,
    ],
  ])("says what is wrong: %s", (_name, changes, problem) => {
    expectProblem({ ...complete, ...changes }, problem);
  });
});
