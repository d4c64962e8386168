import type { Fault } from "@/lib/testing/fuzz-answers";
import type { Shop } from "@/lib/testing/shop";

/* Judges what a request has changed: nothing when it was refused, and nothing of anybody else's. */

/** What a refusal may change all the same: counters, when somebody was last seen, a guess, and what goes on in the background. */
const CHANGED_BY_REFUSALS: Record<string, readonly string[] | "all"> = {
  rate_limit: "all",
  session: ["last_seen_at"],
  api_token: ["last_used_at"],
  known_device: ["last_seen_at"],
  verification: ["tried_hashes"],
  // The kept answer to an Idempotency-Key.
  idempotent_answer: "all",
};

/** What somebody else's request may change of an account: a link for a new password, and what was to be mailed. */
const CHANGED_BY_STRANGERS = new Set(["email_link"]);

const WATCHED = `
  CREATE TABLE fuzz_change (id bigserial PRIMARY KEY, place text, who int, member bigint, columns text[]);
  CREATE FUNCTION fuzz_note() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    was jsonb := coalesce(to_jsonb(OLD), '{}');
    is_now jsonb := coalesce(to_jsonb(NEW), '{}');
    entry jsonb := was || is_now;
    changed text[];
  BEGIN
    SELECT array_agg(key) INTO changed FROM jsonb_object_keys(entry) AS key WHERE was -> key IS DISTINCT FROM is_now -> key;
    IF changed IS NOT NULL THEN
      INSERT INTO fuzz_change (place, who, member, columns) VALUES (
        CASE WHEN TG_TABLE_NAME = 'dev_message' THEN 'dev_message.' || (entry ->> 'channel') ELSE TG_TABLE_NAME END,
        (CASE WHEN TG_TABLE_NAME = 'customer' THEN entry ->> 'id' ELSE entry ->> 'customer_id' END) :: int,
        (CASE WHEN TG_TABLE_NAME = 'loyalty_member' THEN entry ->> 'id' ELSE entry ->> 'member_id' END) :: bigint,
        changed);
    END IF;
    RETURN NULL;
  END $$`;

type Change = { place: string; who: number | null; member: bigint | null; columns: string[] };

export const isWorthNoting = ({ place }: Change) => !(place in CHANGED_BY_REFUSALS);

/** Notes each change of each table. */
export async function watchChanges({ db }: Shop) {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(
    "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_prisma%'",
  );
  for (const statement of WATCHED.split(/;\s*(?=CREATE FUNCTION)/)) await db.$executeRawUnsafe(statement);
  for (const { name } of tables) {
    await db.$executeRawUnsafe(
      `CREATE TRIGGER fuzz_note AFTER INSERT OR UPDATE OR DELETE ON "${name}" FOR EACH ROW EXECUTE FUNCTION fuzz_note()`,
    );
  }
  return {
    /** What has changed since it was last asked. */
    take: () => db.$queryRawUnsafe<Change[]>("DELETE FROM fuzz_change RETURNING place, who, member, columns"),
    async stop() {
      await db.$executeRawUnsafe("DROP FUNCTION fuzz_note() CASCADE");
      await db.$executeRawUnsafe("DROP TABLE fuzz_change");
    },
  };
}

/** @param other whose rows nobody else may touch */
export function changeFault(
  changes: Change[],
  status: number,
  other: { customerId: number; memberId: bigint },
): Fault | null {
  const refused = changes.find(({ place, columns }) => {
    const allowed = CHANGED_BY_REFUSALS[place] ?? [];
    return status >= 400 && allowed !== "all" && columns.some((column) => !allowed.includes(column));
  });
  if (refused) return { kind: `${status} changed ${refused.place}`, detail: refused.columns.join(", ") };
  const foreign = changes.find(
    ({ place, who, member }) =>
      (who === other.customerId || member === other.memberId) && !CHANGED_BY_STRANGERS.has(place),
  );
  return foreign ? { kind: `changed somebody else's ${foreign.place}`, detail: foreign.columns.join(", ") } : null;
}
