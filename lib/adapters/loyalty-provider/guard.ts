import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleType,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from "cockatiel";
import type { Logger } from "pino";
import {
  type GuardedLoyalty,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";

export type Deadlines = {
  balanceMs?: number;
  /** For the other calls that write nothing. */
  readMs?: number;
  /** For a change, which somebody's profile waits for. */
  updateMs?: number;
  /** For the other writes. */
  writeMs?: number;
};

export type GuardSettings = Deadlines & {
  log?: Pick<Logger, "warn" | "info">;
  /** Told of every call, a second try included. */
  onCall?: (call: LoyaltyCall) => void;
  /** Told when calls are stopped, and when they are made again. */
  onBreaker?: (isOpen: boolean) => void;
};

export type LoyaltyCall = {
  operation: string;
  /** `stopped`: the breaker was open. */
  outcome: "ok" | "refused" | "unavailable" | "stopped" | "failed";
  seconds: number;
};

const FAILURES_TO_OPEN = 4;
const OPEN_FOR_MS = 10_000;
const RETRY_AFTER_MS = 100;

/**
 * Bounds what a failing programme costs us: every call has a deadline, one that writes nothing is tried a second time
 * within it, and after 4 failures in a row a breaker answers at once, until a single call after 10 s shows that the
 * programme is well again. A refusal is an answer, so it counts as well. The breaker belongs to the object: keep one
 * for as long as the setting stays the same.
 * @returns calls that throw LoyaltyRefusedError as the provider does, and LoyaltyUnavailableError also for a deadline
 *   that passed and for an open breaker; after either, a write may have been made, but not after an open breaker
 */
export function guardedLoyalty(
  provider: LoyaltyProvider,
  { balanceMs = 2500, readMs = 2500, updateMs = 2000, writeMs = 5000, log, onCall, onBreaker }: GuardSettings = {},
): GuardedLoyalty {
  const breaker = circuitBreaker(handleType(LoyaltyUnavailableError), {
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
    halfOpenAfter: OPEN_FOR_MS,
  });
  breaker.onBreak(() => {
    log?.warn({ provider: provider.name }, "loyalty programme is failing: circuit breaker opened");
    onBreaker?.(true);
  });
  breaker.onReset(() => {
    log?.info({ provider: provider.name }, "loyalty programme has recovered: circuit breaker closed");
    onBreaker?.(false);
  });
  const secondTry = retry(handleType(LoyaltyUnavailableError), {
    maxAttempts: 1,
    backoff: new ConstantBackoff(RETRY_AFTER_MS),
  });

  async function guard<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    const tell = (outcome: LoyaltyCall["outcome"]) =>
      onCall?.({ operation, outcome, seconds: (performance.now() - startedAt) / 1000 });
    // While one call tries whether the programme is well again, cockatiel would let the others wait for it.
    if (breaker.state === CircuitState.HalfOpen) {
      tell("stopped");
      throw new LoyaltyUnavailableError("the breaker is open");
    }
    try {
      const result = await breaker.execute(() => settleRefusal(work));
      tell("refusal" in result ? "refused" : "ok");
      if ("refusal" in result) throw result.refusal;
      return result.value;
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        tell("stopped");
        throw new LoyaltyUnavailableError("the breaker is open");
      }
      if (!(error instanceof LoyaltyRefusedError)) {
        tell(error instanceof LoyaltyUnavailableError ? "unavailable" : "failed");
      }
      throw error;
    }
  }

  type Call<Result> = (signal: AbortSignal) => Promise<Result>;
  const once = <Result>(operation: string, milliseconds: number, call: Call<Result>) =>
    guard(operation, () => withDeadline(milliseconds, call));
  const safely = <Result>(operation: string, milliseconds: number, call: Call<Result>) =>
    guard(operation, () =>
      withDeadline(milliseconds, (signal) =>
        secondTry.execute(async () => {
          signal.throwIfAborted();
          return call(signal);
        }, signal),
      ),
    );

  const ledger = provider.ledger?.bind(provider);
  const erase = provider.erase?.bind(provider);
  return {
    name: provider.name,
    search: (criteria) => safely("search", readMs, (signal) => provider.search(criteria, { signal })),
    create: (member, key) => once("create", writeMs, (signal) => provider.create(member, { key, signal })),
    read: (accountNumber) => safely("read", readMs, (signal) => provider.read(accountNumber, { signal })),
    update: (accountNumber, member, key) =>
      once("update", updateMs, (signal) => provider.update(accountNumber, member, { key, signal })),
    balance: (accountNumber) => safely("balance", balanceMs, (signal) => provider.balance(accountNumber, { signal })),
    ...(ledger && {
      ledger: (accountNumber: string, page: { before: string | null; limit: number }) =>
        safely("ledger", readMs, (signal) => ledger(accountNumber, page, { signal })),
    }),
    deactivate: (accountNumber, key) =>
      once("deactivate", writeMs, (signal) => provider.deactivate(accountNumber, { key, signal })),
    reopen: (accountNumber, key) =>
      once("reopen", writeMs, (signal) => provider.reopen(accountNumber, { key, signal })),
    ...(erase && {
      erase: (accountNumber: string, key: string) =>
        once("erase", writeMs, (signal) => erase(accountNumber, { key, signal })),
    }),
  };
}

/** A refusal as a value: for the breaker, the programme is well. */
async function settleRefusal<Result>(
  work: () => Promise<Result>,
): Promise<{ value: Result } | { refusal: LoyaltyRefusedError }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof LoyaltyRefusedError) return { refusal: error };
    throw error;
  }
}

/** Ends in time even if the provider ignores its signal. */
async function withDeadline<Result>(
  milliseconds: number,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  try {
    return await timeout(milliseconds, TimeoutStrategy.Aggressive).execute((_context, signal) => call(signal));
  } catch (error) {
    if (error instanceof TaskCancelledError) throw new LoyaltyUnavailableError("no answer in time");
    throw error;
  }
}
