import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { guardedLoyalty, type LoyaltyCall } from "@/lib/adapters/loyalty-provider/guard";
import {
  type CallOptions,
  type GuardedLoyalty,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { newMember } from "@/lib/testing/loyalty-providers";

/* The guard alone, with a provider that does what it is told and a clock that is moved by hand. */

const CALLS = {
  search: (loyalty) => loyalty.search({ phone: "+905320000001", email: null }),
  read: (loyalty) => loyalty.read("1"),
  balance: (loyalty) => loyalty.balance("1"),
  ledger: (loyalty) => loyalty.ledger?.("1", { before: null, limit: 5 }) ?? Promise.reject(new Error("no ledger")),
  create: (loyalty) => loyalty.create(newMember(), "key"),
  update: (loyalty) => loyalty.update("1", newMember(), "key"),
  deactivate: (loyalty) => loyalty.deactivate("1", "key"),
  reopen: (loyalty) => loyalty.reopen("1", "key"),
} satisfies Record<string, (loyalty: GuardedLoyalty) => Promise<unknown>>;
type CallName = keyof typeof CALLS;

const SAFE: CallName[] = ["search", "read", "balance", "ledger"];
const WRITES: CallName[] = ["create", "update", "deactivate", "reopen"];
const ALL = [...SAFE, ...WRITES];
const DEADLINES: Record<string, number> = { create: 5000, update: 2000, deactivate: 5000, reopen: 5000 };
const deadlineOf = (call: CallName) => DEADLINES[call] ?? 2500;

const down = () => new LoyaltyUnavailableError("HTTP 500");
const fails = () => Promise.reject(down());
const refuses = () => Promise.reject(new LoyaltyRefusedError("HTTP 409"));
const never = () => new Promise<never>(() => {});
const later = (milliseconds: number, answer: () => Promise<unknown>) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds)).then(answer);
const answers = () => Promise.resolve("an answer");

let calls: { name: string; signal: AbortSignal }[] = [];
/** What the next calls do, in turn; the last goes on. */
let script: (() => Promise<unknown>)[] = [answers];
const log = { warn: vi.fn(), info: vi.fn() };

/** Every method takes the same script: the guard must not care what the answers are. */
function provider(): LoyaltyProvider {
  const does =
    (name: string) =>
    (...given: unknown[]) => {
      calls.push({ name, signal: (given.at(-1) as CallOptions).signal });
      return (script.length > 1 ? script.shift() : script[0])?.() as Promise<never>;
    };
  return {
    name: "http",
    search: does("search"),
    create: does("create"),
    read: does("read"),
    update: does("update"),
    balance: does("balance"),
    ledger: does("ledger"),
    deactivate: does("deactivate"),
    reopen: does("reopen"),
  };
}

let loyalty: GuardedLoyalty;
beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  calls = [];
  script = [answers];
  loyalty = guardedLoyalty(provider(), { log });
});
afterEach(() => {
  vi.useRealTimers();
});

/** How a call ends, and after how many milliseconds of the clock. */
async function outcome(call: CallName): Promise<{ value?: unknown; error?: unknown; ms: number }> {
  const start = Date.now();
  const ended = CALLS[call](loyalty).then(
    (value: unknown) => ({ value, ms: Date.now() - start }),
    (error: unknown) => ({ error, ms: Date.now() - start }),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  // Afterwards the clock goes on from where the call ended, so that calls in a row take no time of their own.
  const end = await ended;
  vi.setSystemTime(start + end.ms);
  return end;
}

const isUnavailable = { error: expect.any(LoyaltyUnavailableError) };

describe("second try", () => {
  test.each(SAFE)("%s is tried once more when the programme fails", async (call) => {
    script = [fails, answers];
    expect(await outcome(call)).toEqual({ value: "an answer", ms: 100 });
    expect(calls.map(({ name }) => name)).toEqual([call, call]);
  });

  test.each(SAFE)("%s is not tried a third time", async (call) => {
    script = [fails];
    expect(await outcome(call)).toMatchObject(isUnavailable);
    expect(calls).toHaveLength(2);
  });

  test.each(WRITES)("%s is never tried again", async (call) => {
    script = [fails, answers];
    expect(await outcome(call)).toMatchObject(isUnavailable);
    expect(calls).toHaveLength(1);
  });

  test.each(ALL)("%s is not tried again after a refusal", async (call) => {
    script = [refuses, answers];
    expect(await outcome(call)).toMatchObject({ error: expect.any(LoyaltyRefusedError), ms: 0 });
    expect(calls).toHaveLength(1);
  });

  test.each(ALL)("%s is not tried again after a fault of our own, which stays what it is", async (call) => {
    const fault = new TypeError("a bug");
    script = [() => Promise.reject(fault), answers];
    expect(await outcome(call)).toEqual({ error: fault, ms: 0 });
    expect(calls).toHaveLength(1);
  });

  test("does not begin after the deadline", async () => {
    script = [() => later(2450, fails), answers];
    expect(await outcome("balance")).toMatchObject({ ...isUnavailable, ms: 2500 });
    expect(calls).toHaveLength(1);
  });

  test("ends with the deadline of the first", async () => {
    script = [() => later(2000, fails), never];
    expect(await outcome("balance")).toMatchObject({ ...isUnavailable, ms: 2500 });
    expect(calls).toHaveLength(2);
  });
});

describe("deadline", () => {
  test.each(ALL)("%s ends in time, and its signal is aborted, though the provider does not heed it", async (call) => {
    script = [never];
    expect(await outcome(call)).toMatchObject({ ...isUnavailable, ms: deadlineOf(call) });
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true]);
  });

  test("is what it is set to", async () => {
    loyalty = guardedLoyalty(provider(), { balanceMs: 100, readMs: 200, updateMs: 250, writeMs: 300 });
    script = [never];
    expect((await outcome("balance")).ms).toBe(100);
    expect((await outcome("read")).ms).toBe(200);
    expect((await outcome("update")).ms).toBe(250);
    expect((await outcome("create")).ms).toBe(300);
  });

  test("an answer that comes too late changes nothing", async () => {
    script = [() => later(3000, answers)];
    expect(await outcome("balance")).toMatchObject({ ...isUnavailable, ms: 2500 });
  });
});

describe("breaker", () => {
  const failFourTimes = async () => {
    script = [fails];
    for (let time = 0; time < 4; time++) expect(await outcome("update")).toMatchObject(isUnavailable);
    calls = [];
  };

  test("answers at once after four failures in a row, whatever is called, and asks nobody", async () => {
    await failFourTimes();
    script = [answers];
    for (const call of ALL) expect(await outcome(call)).toMatchObject({ ...isUnavailable, ms: 0 });
    expect(calls).toEqual([]);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  test("counts a safe call with its second try as one failure, and a deadline as well", async () => {
    script = [fails];
    for (let time = 0; time < 3; time++) await outcome("read");
    script = [never];
    await outcome("read");
    expect(calls).toHaveLength(7);
    script = [answers];
    expect(await outcome("read")).toMatchObject(isUnavailable);
    expect(calls).toHaveLength(7);
  });

  test("stays closed after three failures and an answer", async () => {
    for (let round = 0; round < 3; round++) {
      script = [fails, fails, fails, answers];
      for (let time = 0; time < 4; time++) await outcome("update");
    }
    expect(calls).toHaveLength(12);
    expect(log.warn).not.toHaveBeenCalled();
  });

  test("takes a refusal for an answer", async () => {
    script = [fails, fails, fails, refuses, fails, fails, fails, refuses];
    for (let time = 0; time < 8; time++) await outcome("update");
    expect(calls).toHaveLength(8);
    expect(log.warn).not.toHaveBeenCalled();
  });

  test("lets one call try after ten seconds, answers the others at once meanwhile, and closes when it is well", async () => {
    await failFourTimes();
    vi.setSystemTime(Date.now() + 9_999);
    expect(await outcome("balance")).toMatchObject(isUnavailable);
    expect(calls).toEqual([]);
    vi.setSystemTime(Date.now() + 1);
    script = [() => later(2000, answers), answers];
    const trial = loyalty.balance("1");
    for (const call of ALL) await expect(CALLS[call](loyalty)).rejects.toBeInstanceOf(LoyaltyUnavailableError);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    await expect(trial).resolves.toBe("an answer");
    expect(await outcome("update")).toEqual({ value: "an answer", ms: 0 });
    expect(log.info).toHaveBeenCalledTimes(1);
  });

  test("closes when the call that tries is refused", async () => {
    await failFourTimes();
    vi.setSystemTime(Date.now() + 10_000);
    script = [refuses, fails, answers];
    expect(await outcome("update")).toMatchObject({ error: expect.any(LoyaltyRefusedError) });
    expect(await outcome("update")).toMatchObject(isUnavailable);
    expect(await outcome("update")).toEqual({ value: "an answer", ms: 0 });
  });

  test("stays open for another ten seconds when the call that tries fails", async () => {
    await failFourTimes();
    vi.setSystemTime(Date.now() + 10_000);
    expect(await outcome("update")).toMatchObject(isUnavailable);
    expect(calls).toHaveLength(1);
    script = [answers];
    vi.setSystemTime(Date.now() + 9_999);
    expect(await outcome("update")).toMatchObject(isUnavailable);
    expect(calls).toHaveLength(1);
    vi.setSystemTime(Date.now() + 1);
    expect(await outcome("update")).toEqual({ value: "an answer", ms: 0 });
  });

  test("belongs to one programme", async () => {
    await failFourTimes();
    script = [answers];
    loyalty = guardedLoyalty(provider());
    expect(await outcome("balance")).toEqual({ value: "an answer", ms: 0 });
  });
});

test("has a ledger exactly where the provider has one", () => {
  const { ledger: _none, ...without } = provider();
  expect(guardedLoyalty(without).ledger).toBeUndefined();
  expect(loyalty.ledger).toBeDefined();
});

describe("what is told of calls", () => {
  const told: unknown[] = [];
  const breaker: boolean[] = [];
  beforeEach(() => {
    told.length = 0;
    breaker.length = 0;
    const onCall = ({ operation, outcome: ended, seconds }: LoyaltyCall) => void told.push([operation, ended, seconds]);
    loyalty = guardedLoyalty(provider(), { onCall, onBreaker: (isOpen) => void breaker.push(isOpen) });
  });

  test("each is told once, with its second try, by how it ended and how long it took", async () => {
    script = [fails, answers, refuses, never];
    for (const call of ["read", "create", "balance"] as const) await outcome(call);
    expect(told).toEqual([
      ["read", "ok", 0.1],
      ["create", "refused", 0],
      ["balance", "unavailable", 2.5],
    ]);
  });

  test("one that is not made since the breaker is open, and when it opens and closes", async () => {
    script = [fails];
    for (let failures = 0; failures < 5; failures++) await outcome("create");
    expect(told.at(-1)).toEqual(["create", "stopped", 0]);
    vi.setSystemTime(Date.now() + 10_000);
    script = [answers];
    await outcome("create");
    expect(breaker).toEqual([true, false]);
  });
});
