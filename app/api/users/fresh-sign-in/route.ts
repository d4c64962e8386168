import { challengeErrors, toPendingResponse } from "@/app/api/_responses/pending";
import { endpoint, route } from "@/app/api/_route/routes";
import { freshSignInBody, freshSignInResponse } from "@/lib/auth/access-schema";
import { toFreshSignInResponse } from "@/lib/auth/access-view";
import { renewSignIn } from "@/lib/auth/fresh-sign-in-service";
import { freshSignInOptions } from "@/lib/auth/passkey-schema";
import { ownPasskeyOptions } from "@/lib/auth/passkey-sign-in-service";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";
import { codeSentResponse } from "@/lib/verification/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the options for confirming with a passkey",
      description: "Null without a passkey.",
      responses: { 200: freshSignInOptions },
    },
    async ({ deps, actor }) => ok({ passkey: await ownPasskeyOptions(deps, actor) }),
  ),

  POST: route(
    {
      auth: "customer",
      body: freshSignInBody,
      summary: "Confirm who is signed in",
      description:
        "For a sign-in that is a day old, before what needs a fresh one (403 `fresh_sign_in_required`). Takes the password or a passkey, or else sends a code to the account's own number.",
      responses: { 200: { schema: freshSignInResponse.or(successResponse) }, 202: codeSentResponse },
      errors: [...challengeErrors, "fresh_sign_in_required", "passkey_required"],
    },
    async ({ deps, actor, body, context }) => {
      const step = await renewSignIn(deps, actor, body, context);
      return step.step === "done" ? ok(toFreshSignInResponse(step.until)) : toPendingResponse(step, {});
    },
  ),
});
