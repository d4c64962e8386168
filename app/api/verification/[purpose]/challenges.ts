import { z } from "zod";
import { toDeletionStepResponse } from "@/app/api/_responses/deletion";
import { toJoinedResponse, toUpdateResponse } from "@/app/api/_responses/loyalty";
import { toPhoneResetResponse } from "@/app/api/_responses/phone-reset";
import { toProfileStateResponse } from "@/app/api/_responses/profile";
import { toRegistrationResponse, toRegistrationWithLoyaltyResponse } from "@/app/api/_responses/registration";
import { toSignInResponse } from "@/app/api/_responses/sign-in";
import { freshSignInResponse } from "@/lib/auth/access-schema";
import { toFreshSignInResponse } from "@/lib/auth/access-view";
import { applyRenewal } from "@/lib/auth/fresh-sign-in-service";
import { type ChallengeHolder, type CustomerActor, isSignedIn } from "@/lib/auth/rules";
import { sessionKeyResponse } from "@/lib/auth/schema";
import { startVerifiedSession } from "@/lib/auth/service";
import { resetKeyResponse } from "@/lib/credentials/schema";
import { openReset } from "@/lib/credentials/service";
import type { Deps } from "@/lib/deps";
import { applyJoin, applyUpdate } from "@/lib/loyalty/membership-service";
import { joinedResponse, updatedAccountResponse } from "@/lib/loyalty/schema";
import { AppError } from "@/lib/platform/errors";
import { ok } from "@/lib/platform/http/response";
import type { DeclaredResponses, ResponseOf } from "@/lib/platform/http/route-meta";
import type { RequestContext } from "@/lib/platform/request-context";
import { successResponse } from "@/lib/platform/response-schema";
import { deletionResponse } from "@/lib/privacy/schema";
import { scheduleDeletion } from "@/lib/privacy/service";
import { profileResponse } from "@/lib/profile/schema";
import { applyProfileUpdate } from "@/lib/profile/service";
import { registeredResponse } from "@/lib/registration/schema";
import { createAccount } from "@/lib/registration/service";
import type { Grant } from "@/lib/verification/guess-service";
import type { Purpose } from "@/lib/verification/schema";
import { codeSentResponse } from "@/lib/verification/schema";

/*
 * What follows a verified number, by purpose: the use case's second half, and how its result is presented. The first
 * half stored the payload when it asked.
 */

/** What the challenges answer once the number is verified, and before. */
export const resumedResponses = {
  200: {
    schema: z.union([
      profileResponse,
      updatedAccountResponse,
      deletionResponse,
      freshSignInResponse,
      sessionKeyResponse,
      resetKeyResponse,
      codeSentResponse,
      successResponse,
    ]),
    headers: ["ETag", "Set-Cookie"],
  },
  201: { schema: z.union([sessionKeyResponse, registeredResponse, joinedResponse]), headers: ["Set-Cookie"] },
  202: codeSentResponse,
} as const satisfies DeclaredResponses;

type ResumedResponse = ResponseOf<typeof resumedResponses>;

type OnVerified<Actor, Payload, Result> = (
  deps: Deps,
  actor: Actor,
  payload: Payload,
  grant: Grant,
  context: RequestContext,
) => Promise<Result>;

type Present<Result> = (deps: Deps, result: Result, context: RequestContext) => ResumedResponse;

type Entry = {
  /** Whether only a signed-in customer can have asked. */
  needsCustomer: boolean;
  complete: (
    deps: Deps,
    holder: ChallengeHolder,
    payload: object,
    grant: Grant,
    context: RequestContext,
  ) => Promise<ResumedResponse>;
};

export const CHALLENGES: Record<Exclude<Purpose, "token_sign_in">, Entry> = {
  phone_change: ofCustomer({ onVerified: applyProfileUpdate, present: toProfileStateResponse }),
  registration: ofGuest({ onVerified: createAccount, present: toRegistrationResponse }),
  registration_with_loyalty: ofGuest({ onVerified: createAccount, present: toRegistrationWithLoyaltyResponse }),
  sign_in: ofGuest({
    onVerified: startVerifiedSession,
    present: ({ env }, session) => toSignInResponse(env, { step: "done", session }),
  }),
  loyalty_join: ofCustomer({
    onVerified: applyJoin,
    present: ({ fields }, result) => toJoinedResponse(result, fields),
  }),
  loyalty_update: ofCustomer({ onVerified: applyUpdate, present: (_deps, result) => toUpdateResponse(result, {}) }),
  fresh_sign_in: ofCustomer({
    onVerified: applyRenewal,
    present: (_deps, { until }) => ok(toFreshSignInResponse(until)),
  }),
  password_reset: ofGuest({
    onVerified: openReset,
    present: ({ env }, result) => toPhoneResetResponse(env, result),
  }),
  account_deletion: ofCustomer({
    onVerified: scheduleDeletion,
    present: ({ env }, deletion) => toDeletionStepResponse(env, { step: "done", deletion }),
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
      present(deps, await onVerified(deps, holder, payload as Payload, grant, context), context),
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
      return present(deps, await onVerified(deps, holder, payload as Payload, grant, context), context);
    },
  };
}
