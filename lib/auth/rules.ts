import type { CustomerRow } from "@/lib/customers/store";

/** What a request proved itself by. A `client` keeps no cookie: its address and name make up the key. */
export type Access =
  | { kind: "session"; id: number }
  | { kind: "token"; id: number; clientType: string | null }
  | { kind: "client"; key: string };

/** Who asks. Challenges belong to the access and end with it. */
export type Actor = {
  /** Null for a guest. */
  customer: CustomerRow | null;
  access: Access | null;
  /** When the access was signed in; null for a guest. */
  signedInAt: Date | null;
  /** The session cookies that came with the request: a sign-in or sign-out ends them. */
  sessionTokens: readonly string[];
};

/** Somebody signed in, by session or API token. */
export type CustomerActor = Actor & {
  customer: CustomerRow;
  access: Extract<Access, { kind: "session" | "token" }>;
  signedInAt: Date;
};

/** A guest or customer who can hold a challenge. */
export type ChallengeHolder = Actor & { access: Access };

export function sessionIdOf({ access }: Pick<Actor, "access">): number | null {
  return access?.kind === "session" ? access.id : null;
}

export function isSignedIn(actor: Actor): actor is CustomerActor {
  return actor.customer !== null;
}
