import type { Actor } from "@/lib/auth/rules";

/** A back office: known by its key, and nobody's customer. */
export type AdminActor = Actor & { customer: null; adminKeyId: number };

/** Who changes something for the shop: a key of the back office, or the command line. */
export type Operator = { adminKeyId: number | null };

/** `npm run admin`, whose user has the database anyway. */
export const COMMAND_LINE: Operator = { adminKeyId: null };

/** How keys begin, so that one that has leaked is recognised. */
export const KEY_PREFIX = "sk_admin_";
