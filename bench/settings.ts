/* What is measured, how long and against which goals. */

/** Connections of the readers and writers, and of those who sign in: hashing a password takes a whole core. */
export const CONNECTIONS = 16;
export const SIGN_IN_CONNECTIONS = 4;

/** How many different customers the requests are spread over. */
export const SESSIONS = 480;

/** `pairs`: rounds of the comparison of few with many customers, whose goal is narrow. */
export type Plan = {
  rounds: number;
  pairs: number;
  secondsPerRun: number;
  customers: number;
  manyCustomers: number;
};

/** The whole measurement. */
export const FULL: Plan = { rounds: 5, pairs: 11, secondsPerRun: 4, customers: 1000, manyCustomers: 1_000_000 };
/** Enough to see that everything works; its figures mean little. */
export const QUICK: Plan = { rounds: 2, pairs: 2, secondsPerRun: 1, customers: 1000, manyCustomers: 20_000 };

/**
 * Goals on PostgreSQL, as shares of what an empty handler does in the same server at the same time; `flatness` is how
 * far a rate may be from itself when there are a thousand times as many customers.
 */
export const GOALS = { getRate: 0.75, patchRate: 0.45, p99: 2.5, flatness: 0.1 } as const;
