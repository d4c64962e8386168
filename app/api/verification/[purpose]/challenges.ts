import { toDeletionStepResponse } from "@/app/api/_responses/deletion";
import { toJoinResponse, toUpdateResponse } from "@/app/api/_responses/loyalty";
import { toProfileStateResponse } from "@/app/api/_responses/profile";
import { toRegistrationResponse } from "@/app/api/_responses/registration";
import { toSignInResponse } from "@/app/api/_responses/sign-in";
import { type ChallengeHolder, type CustomerActor, isSignedIn } from "@/lib/auth/rules";
import { startVerifiedSession } from "@/lib/auth/service";
import type { Deps } from "@/lib/deps";
import { applyJoin, applyUpdate } from "@/lib/loyalty/membership-service";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { ApiResponse } from "@/lib/platform/http/response";
import type { RequestContext } from "@/lib/platform/request-context";
import { scheduleDeletion } from "@/lib/privacy/service";
import { applyProfileUpdate } from "@/lib/profile/service";
import { createAccount } from "@/lib/registration/service";
import type { Purpose } from "@/lib/verification/schema";
import type { Grant } from "@/lib/verification/service";

/*
 * What follows a verified number, by purpose: the use case's second half, and how its result is presented. The first half
 * stored the payload when it asked.
 */

type OnVerified<Actor, Payload, Result> = (
  deps: Deps,
  actor: Actor,
  payload: Payload,
  grant: Grant,
  context: RequestContext,
) => Promise<Result>;

type Present<Result> = (env: Env, result: Result, context: RequestContext) => ApiResponse;

type Entry = {
  /** Whether only a signed-in customer can have asked. */
  needsCustomer: boolean;
  complete: (
    deps: Deps,
    holder: ChallengeHolder,
    payload: object,
    grant: Grant,
    context: RequestContext,
  ) => Promise<ApiResponse>;
};

export const CHALLENGES: Record<Exclude<Purpose, "token_sign_in">, Entry> = {
  phone_change: ofCustomer({ onVerified: applyProfileUpdate, present: toProfileStateResponse }),
  registration: ofGuest({ onVerified: createAccount, present: toRegistrationResponse }),
  registration_with_loyalty: ofGuest({ onVerified: createAccount, present: toRegistrationResponse }),
  sign_in: ofGuest({
    onVerified: startVerifiedSession,
    present: (env, token) => toSignInResponse(env, { step: "done", token }),
  }),
  loyalty_join: ofCustomer({ onVerified: applyJoin, present: (_env, result) => toJoinResponse(result, {}) }),
  loyalty_update: ofCustomer({ onVerified: applyUpdate, present: (_env, result) => toUpdateResponse(result, {}) }),
  account_deletion: ofCustomer({
    onVerified: scheduleDeletion,
    present: (env, deletion) => toDeletionStepResponse(env, { step: "done", deletion }),
  }),
};

function ofGuest<Payload extends object, Result>({
  onVerified,
  present,
}: {
  onVerified: OnVerified<ChallengeHolder, Payload, Result>;
  present: Present<Result>;
}): Entry {
  return {
    needsCustomer: false,
    complete: async (deps, holder, payload, grant, context) =>
      present(deps.env, await onVerified(deps, holder, payload as Payload, grant, context), context),
  };
}

function ofCustomer<Payload extends object, Result>({
  onVerified,
  present,
}: {
  onVerified: OnVerified<CustomerActor, Payload, Result>;
  present: Present<Result>;
}): Entry {
  return {
    needsCustomer: true,
    complete: async (deps, holder, payload, grant, context) => {
      if (!isSignedIn(holder)) throw new AppError("not_authenticated");
      return present(deps.env, await onVerified(deps, holder, payload as Payload, grant, context), context);
    },
  };
}
