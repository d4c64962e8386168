/*
 * What database errors mean, by whatever says it: Prisma's codes, PostgreSQL's (appendix A) and the socket's, the driver
 * adapter's kinds, and the driver's words where there is no code. Each may be tried again later.
 */

export type DatabaseFailure =
  /** There is no database, or the connection to it broke. */
  | "lost"
  /** It said nothing for so long that the connection is given up. */
  | "silent"
  /** Two changes met, and one of them was undone. */
  | "conflict"
  /** It is there and could not serve in time, or not yet. */
  | "busy";

const SIGNS: [failure: DatabaseFailure, signs: RegExp, words?: RegExp][] = [
  [
    "lost",
    /^(?:P1001|P1002|P1011|P1017|08...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|DatabaseNotReachable|ConnectionClosed|TlsConnectionError)$/,
    /Connection terminated|connection error and is not queryable|Client was closed/i,
  ],
  ["silent", /^SocketTimeout$/, /Query read timeout/i],
  ["conflict", /^(?:P2034|40001|40P01|TransactionWriteConflict)$/],
  [
    "busy",
    // 25006: a standby that is not promoted yet.
    /^(?:P1008|P2024|P2028|P2037|25006|57014|53...|55P03|TooManyConnections)$/,
    /timeout exceeded when trying to connect|too many wait for a connection/i,
  ],
];

const CAUSES_MAX = 5;

/** @returns null for an error that says nothing about the database's state */
export function databaseFailureOf(error: unknown): DatabaseFailure | null {
  if (error instanceof Error && error.name === "PrismaClientInitializationError") return "lost";
  for (let cause = error, depth = 0; cause instanceof Error && depth < CAUSES_MAX; cause = cause.cause, depth++) {
    const { message } = cause;
    const said = signsOf(cause);
    const known = SIGNS.find(([, signs, words]) => said.some((sign) => signs.test(sign)) || words?.test(message));
    if (known) return known[0];
  }
  return null;
}

/** There is no database to speak of, for now. */
export function isDatabaseAway(error: unknown): boolean {
  const failure = databaseFailureOf(error);
  return failure === "lost" || failure === "silent";
}

const UNIQUE_VIOLATION = /^(?:P2002|23505|UniqueConstraintViolation)$/;

/** Whether another row has the value of a unique column already. */
export function isUniqueViolation(error: unknown): error is Error {
  return error instanceof Error && signsOf(error).some((sign) => UNIQUE_VIOLATION.test(sign));
}

function signsOf(error: Error & { code?: unknown; meta?: unknown }): string[] {
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: unknown };
  return [String(error.code), ...driverSignsOf(error), ...driverSignsOf(driverAdapterError)];
}

/** Driver adapters describe what happened in `cause.kind`, PostgreSQL's code in `cause.originalCode`. */
function driverSignsOf(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.cause !== "object" || error.cause === null) return [];
  const { kind = "", originalCode = "" } = error.cause as { kind?: string; originalCode?: string };
  return [kind, originalCode];
}
