import type { Actor, CustomerActor } from "@/lib/auth/rules";
import { findActor, guestOf } from "@/lib/auth/session-service";
import { type Deps, getDeps } from "@/lib/deps";
import { createRoutes, type HandlerInput } from "@/lib/platform/http/route";

/* The handlers' wrappers, tied to our dependencies and our sessions. */

export const { route, refuseWith, endpoint } = createRoutes<Deps, Actor, CustomerActor>({
  getDeps,
  findActor,
  guestOf,
});

/** What a handler of a public endpoint gets. */
export type PublicInput<Body = unknown> = HandlerInput<Deps, Actor, Body>;
