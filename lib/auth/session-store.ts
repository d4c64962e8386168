import { type CustomerRow, customerColumns } from "@/lib/customers/store";
import type { Db } from "@/lib/platform/db";

/*
 * What every signed-in request reads, each in one indexed query. In SQL rather than through Prisma's relations: these two
 * are most of what such a request costs, a joined relation takes twice the time, and it passes `attributes` through
 * jsonb, which reorders their keys.
 */

/** The customer of a session or token, beside what decides whether it is still good. */
export type SessionRow = CustomerRow & { sessionId: number; lastSeenAt: Date; expiresAt: Date };
export type TokenRow = CustomerRow & {
  tokenId: number;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  clientType: string | null;
};

const SESSION_SQL = `
  SELECT s.id AS "sessionId", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", ${customerColumns("c")}
  FROM session s JOIN customer c ON c.id = s.customer_id
  WHERE s.token_hash = $1`;

const TOKEN_SQL = `
  SELECT t.id AS "tokenId", t.last_used_at AS "lastUsedAt", t.expires_at AS "expiresAt",
    t.client_type AS "clientType", ${customerColumns("c")}
  FROM api_token t JOIN customer c ON c.id = t.customer_id
  WHERE t.token_hash = $1`;

/** The customer behind a session's hash; null for a guest's session and for none. */
export async function findSessionRow(db: Db, tokenHash: string): Promise<SessionRow | null> {
  const [row] = await db.$queryRawUnsafe<SessionRow[]>(SESSION_SQL, tokenHash);
  return row ?? null;
}

/** The customer behind an API token's hash. */
export async function findTokenRow(db: Db, tokenHash: string): Promise<TokenRow | null> {
  const [row] = await db.$queryRawUnsafe<TokenRow[]>(TOKEN_SQL, tokenHash);
  return row ?? null;
}
