/*
 * What became of a statement that failed, by whatever says it: Prisma's codes, PostgreSQL's (appendix A) and the socket's,
 * the driver adapter's kinds, and the driver's words where there is no code.
 */

type Signs = { codes: RegExp; kinds?: readonly string[]; words?: RegExp };

const LOST_CODES = "08...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND";
const LOST_WORDS = "Connection terminated|connection error and is not queryable|Client was closed";

/** The connection broke, or there was none. */
const CONNECTION_LOST: Signs = {
  codes: new RegExp(`^(?:P1001|P1002|P1011|P1017|${LOST_CODES})$`),
  kinds: ["DatabaseNotReachable", "ConnectionClosed", "TlsConnectionError"],
  words: new RegExp(LOST_WORDS, "i"),
};

/** Two changes met, and PostgreSQL undid one of them. */
const CONFLICT: Signs = { codes: /^(?:P2034|40001|40P01)$/, kinds: ["TransactionWriteConflict"] };

/** The database does not answer, is out of connections, or gave up on a lock or a slow statement. */
const UNAVAILABLE: Signs = {
  codes: new RegExp(`^(?:P100[128]|P1011|P1017|P2024|P2028|P2034|P2037|57014|53...|55P03|40001|40P01|${LOST_CODES})$`),
  kinds: [...["DatabaseNotReachable", "ConnectionClosed", "TlsConnectionError"], "SocketTimeout", "TooManyConnections"],
  words: new RegExp(`${LOST_WORDS}|timeout exceeded when trying to connect|too many wait for a connection|Query read timeout`, "i"),
};

export function isDatabaseUnavailable(error: unknown): boolean {
  return (error instanceof Error && error.name === "PrismaClientInitializationError") || shows(error, UNAVAILABLE);
}

export function isConnectionLost(error: unknown): boolean {
  return shows(error, CONNECTION_LOST);
}

export function isConflict(error: unknown): boolean {
  return shows(error, CONFLICT);
}

const CAUSES_MAX = 5;

function shows(error: unknown, signs: Signs): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < CAUSES_MAX; cause = cause.cause, depth++) {
    if ("code" in cause && signs.codes.test(String(cause.code))) return true;
    if (signs.words?.test(cause.message)) return true;
    const { driverAdapterError } = ("meta" in cause && (cause.meta as { driverAdapterError?: unknown })) || {};
    if ([cause, driverAdapterError].some((driver) => isOfDriver(driver, signs))) return true;
  }
  return false;
}

/** Driver adapters describe what happened in `cause.kind`, PostgreSQL's code in `cause.originalCode`. */
function isOfDriver(error: unknown, { codes, kinds = [] }: Signs): boolean {
  if (!(error instanceof Error) || typeof error.cause !== "object" || error.cause === null) return false;
  const { kind = "", originalCode = "" } = error.cause as { kind?: string; originalCode?: string };
  return kinds.includes(kind) || codes.test(originalCode);
}
