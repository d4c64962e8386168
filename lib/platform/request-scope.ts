import { AsyncLocalStorage } from "node:async_hooks";

/* The request that is being served, for whatever code works for it: its name in the log, and what is counted of it. */

export type RequestScope = {
  readonly requestId: string;
  /** The trace that it belongs to, where there are traces. */
  traceId?: string;
  /** As it came: the path may end in a secret. */
  readonly method: string;
  readonly url: string;
  /** What answers it: a template such as `/api/users/segments/[id]/set`, of which there are few. */
  route: string;
  /** What an answer of 503 had to do without. */
  unavailable: string | null;
  /** What is left of the limits that it was counted against and that are its sender's alone, by their names. */
  limits?: Map<string, ToldLimit>;
};

/** A limit as its own subject may know it. */
export type ToldLimit = { points: number; windowSeconds: number; left: number; seconds: number };

/** What no handler has seen. */
export const NO_ROUTE = "none";

// On globalThis, since the server and each of Next's bundles have modules of their own.
const shared = globalThis as { storefrontRequestScope?: AsyncLocalStorage<RequestScope> };
shared.storefrontRequestScope ??= new AsyncLocalStorage();
const storage = shared.storefrontRequestScope;

/** Undefined for what no request has caused, and for pages under `next start`. */
export function findRequestScope(): RequestScope | undefined {
  return storage.getStore();
}

/** Does work for a request; what it starts and leaves running belongs to it too. */
export function inRequestScope<Result>(scope: RequestScope, work: () => Result): Result {
  return storage.run(scope, work);
}
