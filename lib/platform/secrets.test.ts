import { afterEach, expect, test } from "vitest";
import { isSignature, secretsFor, setSecrets, sign, signatures } from "@/lib/platform/secrets";

const [FORMER, NEXT] = ["f".repeat(64), "n".repeat(64)];
afterEach(() => setSecrets(null));

function signedWith(secrets: string[], text = "text"): string {
  setSecrets(secrets);
  return sign("csrf", text);
}

test("the first secret signs, and whatever one of them has signed is good", () => {
  const [former, next] = [signedWith([FORMER]), signedWith([NEXT])];
  expect(signedWith([NEXT, FORMER])).toBe(next);
  expect(signatures("csrf", "text")).toEqual([next, former]);
  for (const signature of [former, next]) {
    expect(isSignature("csrf", "text", signature)).toBe(true);
    expect(isSignature("csrf", "other text", signature)).toBe(false);
    expect(isSignature("export-link", "text", signature)).toBe(false);
  }
});

test("what a secret signed that is no longer there is not good", () => {
  const former = signedWith([FORMER]);
  setSecrets([NEXT]);
  expect(isSignature("csrf", "text", former)).toBe(false);
});

test("keys differ by purpose and by secret", () => {
  setSecrets([NEXT, FORMER]);
  expect(new Set([...secretsFor("csrf"), ...secretsFor("device"), NEXT, FORMER]).size).toBe(6);
});
