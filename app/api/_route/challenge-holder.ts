import { findStorefront } from "@/app/api/_route/client-type";
import type { PublicInput } from "@/app/api/_route/routes";
import { findSessionHolder } from "@/lib/auth/actor-service";
import { type ChallengeHolder, isSignedIn } from "@/lib/auth/rules";

type Input = Pick<PublicInput, "deps" | "actor" | "request">;

/**
 * Who leads a challenge without having to be signed in: by the session that the request brought, else by one that starts
 * with the first message.
 * @throws AppError `session_ambiguous`
 */
export async function getChallengeHolder(input: Input): Promise<ChallengeHolder> {
  const holder = (await findSessionHolder(input.deps, input.actor)) ?? input.actor;
  return { ...holder, storefront: await findStorefront(input) };
}

/** Whose open challenges a request may see: the customer's, or those of a guest's session; null for neither. */
export async function findChallengeHolder(input: Input): Promise<ChallengeHolder | null> {
  const { deps, actor } = input;
  if (isSignedIn(actor)) return actor;
  const holder = await findSessionHolder(deps, actor);
  return holder && { ...holder, storefront: await findStorefront(input) };
}
