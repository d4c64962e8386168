import { findActor, guestOf } from "@/lib/auth/actor-service";
import type { Actor, CustomerActor } from "@/lib/auth/rules";
import type { AdminActor } from "@/lib/back-office/rules";
import type { AdminScope } from "@/lib/back-office/schema";
import { findAdmin } from "@/lib/back-office/service";
import { type Deps, getDeps } from "@/lib/deps";
import { bodyWithFields } from "@/lib/fields/rules";
import { createRoutes, type HandlerInput } from "@/lib/platform/http/route";

/* The handlers' wrappers, tied to our dependencies and our sessions. */

export const { route, refuseWith, endpoint } = createRoutes<Deps, Actor, CustomerActor, AdminActor, AdminScope>({
  getDeps,
  findActor,
  findAdmin,
  guestOf,
  bodyOf: ({ fields }, { customer }, body) =>
    bodyWithFields(body, fields, (customer?.attributes ?? {}) as Record<string, unknown>),
});

/** What a handler of a public endpoint gets. */
export type PublicInput<Body = unknown> = HandlerInput<Deps, Actor, Body>;
