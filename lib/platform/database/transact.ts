import { randomInt } from "node:crypto";
import { type DatabaseFailure, databaseFailureOf } from "@/lib/platform/database/failures";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** Two changes that were in each other's way rarely are again; after that, the caller is to come back later. */
const ATTEMPTS = 3;
/** From this range at random, so that two that were in each other's way do not start again together. */
const PAUSE_MS = [20, 100] as const;

/**
 * Does work in a transaction, and again from its beginning when nothing of it was kept: after a conflict with another
 * one, or a connection that was lost before the commit was sent. What was lost at the commit may have been kept, and is
 * not repeated.
 * @param work changes nothing but the database, so that it can be repeated
 * @throws what it failed with last
 */
export function transact<Result>(
  db: Db,
  work: (transaction: DbTransaction) => Promise<Result>,
  options?: Parameters<Db["$transaction"]>[1],
): Promise<Result> {
  let isCommitting = false;
  const attempt = () => {
    isCommitting = false;
    return db.$transaction(async (transaction) => {
      const result = await work(transaction);
      isCommitting = true;
      return result;
    }, options);
  };
  return repeat(attempt, (failure) => failure === "conflict" || (failure === "lost" && !isCommitting));
}

/** Changes something by one statement, and again when another change met it: then nothing of it was kept. */
export function writeAgain<Result>(write: () => Promise<Result>): Promise<Result> {
  return repeat(write, (failure) => failure === "conflict");
}

/** Asks the database for something, and again when the connection was lost meanwhile. @param read changes nothing */
export function readAgain<Result>(read: () => Promise<Result>): Promise<Result> {
  return repeat(read, (failure) => failure === "lost");
}

async function repeat<Result>(
  attempt: () => Promise<Result>,
  mayRepeat: (failure: DatabaseFailure | null) => boolean,
): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts === ATTEMPTS || !mayRepeat(databaseFailureOf(error))) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, randomInt(...PAUSE_MS)));
  }
}
