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
  { balanceMs = 2500, readMs = 2500, updateMs = 2000, writeMs = 5000, log }: GuardSettings = {},
): GuardedLoyalty {
  const breaker = circuitBreaker(handleType(LoyaltyUnavailableError), {
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
    halfOpenAfter: OPEN_FOR_MS,
  });
  breaker.onBreak(() => log?.warn({ provider: provider.name }, "loyalty programme is failing: circuit breaker opened"));
  breaker.onReset(() =>
    log?.info({ provider: provider.name }, "loyalty programme has recovered: circuit breaker closed"),
  );
  const secondTry = retry(handleType(LoyaltyUnavailableError), {
    maxAttempts: 1,
    backoff: new ConstantBackoff(RETRY_AFTER_MS),
  });

  async function guard<Result>(work: () => Promise<Result>): Promise<Result> {
    // While one call tries whether the programme is well again, cockatiel would let the others wait for it.
    if (breaker.state === CircuitState.HalfOpen) throw new LoyaltyUnavailableError("the breaker is open");
    try {
      const result = await breaker.execute(() => settleRefusal(work));
      if ("refusal" in result) throw result.refusal;
      return result.value;
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new LoyaltyUnavailableError("the breaker is open");
      throw error;
    }
  }

  const once = <Result>(milliseconds: number, call: (signal: AbortSignal) => Promise<Result>) =>
    guard(() => withDeadline(milliseconds, call));
  const safely = <Result>(milliseconds: number, call: (signal: AbortSignal) => Promise<Result>) =>
    guard(() =>
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
    search: (criteria) => safely(readMs, (signal) => provider.search(criteria, { signal })),
    create: (member, key) => once(writeMs, (signal) => provider.create(member, { key, signal })),
    read: (accountNumber) => safely(readMs, (signal) => provider.read(accountNumber, { signal })),
    update: (accountNumber, member, key) =>
      once(updateMs, (signal) => provider.update(accountNumber, member, { key, signal })),
    balance: (accountNumber) => safely(balanceMs, (signal) => provider.balance(accountNumber, { signal })),
    ...(ledger && {
      ledger: (accountNumber: string, page: { before: string | null; limit: number }) =>
        safely(readMs, (signal) => ledger(accountNumber, page, { signal })),
    }),
    deactivate: (accountNumber, key) => once(writeMs, (signal) => provider.deactivate(accountNumber, { key, signal })),
    reopen: (accountNumber, key) => once(writeMs, (signal) => provider.reopen(accountNumber, { key, signal })),
    ...(erase && {
      erase: (accountNumber: string, key: string) => once(writeMs, (signal) => erase(accountNumber, { key, signal })),
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
