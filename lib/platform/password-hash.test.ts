import { hash } from "@node-rs/argon2";
import pLimit from "p-limit";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { hashPassword, takeTurn, verifyPassword, withConcurrencyLimit } from "@/lib/platform/password-hash";

describe("passwords", () => {
  test("are argon2id with the parameters that OWASP asks for, salted each time", async () => {
    const [one, other] = [await hashPassword("correct horse"), await hashPassword("correct horse")];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  test("are compared whole and as typed", async () => {
    const stored = await hashPassword("Şifre 😀 ");
    expect(await verifyPassword(stored, "Şifre 😀 ")).toBe(true);
    for (const wrong of ["Şifre 😀", "şifre 😀 ", "Şifre 😀  ", "", "\u0000"]) {
      expect(await verifyPassword(stored, wrong)).toBe(false);
    }
  });

  test("are the same however a keyboard composes their letters, and as another shop system hashed them", async () => {
    const [composed, decomposed] = ["café".normalize("NFC"), "café".normalize("NFD")];
    expect(await verifyPassword(await hashPassword(composed), decomposed)).toBe(true);
    expect(await verifyPassword(await hashPassword(decomposed), composed)).toBe(true);
    const foreign = await hash(decomposed);
    expect(await verifyPassword(foreign, decomposed)).toBe(true);
    expect(await verifyPassword(foreign, "cafe")).toBe(false);
  });

  test("nobody's password is right, and finding that out takes as long as with somebody's", async () => {
    const stored = await hashPassword("correct horse");
    expect(await verifyPassword(null, "no account has this password")).toBe(false);
    const fastest = { anybody: Number.POSITIVE_INFINITY, nobody: Number.POSITIVE_INFINITY };
    // By turns, so that a busy moment of the machine is neither's alone.
    for (let run = 0; run < 10; run++) {
      const isNobody = run % 2 === 0;
      const started = performance.now();
      await verifyPassword(isNobody ? null : stored, "wrong");
      const who = isNobody ? "nobody" : "anybody";
      fastest[who] = Math.min(fastest[who], performance.now() - started);
    }
    // Generous, for busy machines: without the dummy hash nobody's takes no time at all.
    expect(fastest.nobody).toBeGreaterThan(fastest.anybody / 4);
  });
});

test("a flood of new passwords is turned away at a bound, and leaves sign-ins their own lane", async () => {
  const stored = await hashPassword("correct horse");
  const flood = Array.from({ length: 200 }, (_, index) => hashPassword(`password ${index}`));
  const finished: string[] = [];
  const settled = Promise.allSettled(flood).then((results) => {
    finished.push("flood");
    return results.map(({ status }) => status);
  });
  expect(await withConcurrencyLimit(() => verifyPassword(stored, "correct horse"))).toBe(true);
  finished.push("sign-in");
  const statuses = await settled;
  expect(statuses.filter((status) => status === "rejected").length).toBeGreaterThan(100);
  expect(finished).toEqual(["sign-in", "flood"]);
  await expect(hashPassword("afterwards")).resolves.toMatch(/^\$argon2id/);
});

describe("a turn in a lane", () => {
  const WAIT_MAX_MS = 1000;
  const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const outcomes = async (turns: Promise<unknown>[]) => (await Promise.allSettled(turns)).map(({ status }) => status);

  function openLane() {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => void vi.useRealTimers());
    const lane = pLimit(1);
    return (milliseconds: number) => takeTurn(lane, () => after(milliseconds), WAIT_MAX_MS);
  }

  test("is given to as many as it can come to within a second, and the others are told at once", async () => {
    const take = openLane();
    const first = take(400);
    await vi.advanceTimersByTimeAsync(400);
    await first;
    const turns = Array.from({ length: 10 }, () => take(400));
    const settled = outcomes(turns);
    // The fourth would begin after 1,200 ms.
    let refusal: unknown;
    turns[3]?.catch((error: unknown) => {
      refusal = error;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(refusal).toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
    await vi.advanceTimersByTimeAsync(1200);
    expect(await settled).toEqual([...Array(3).fill("fulfilled"), ...Array(7).fill("rejected")]);
  });

  test("that comes later than foreseen is not taken any more", async () => {
    const take = openLane();
    const turns = [take(5000), take(0)];
    const settled = outcomes(turns);
    await vi.advanceTimersByTimeAsync(5000);
    // A turn that was taken all the same ends then.
    await vi.advanceTimersByTimeAsync(1);
    expect(await settled).toEqual(["fulfilled", "rejected"]);
  });
});
