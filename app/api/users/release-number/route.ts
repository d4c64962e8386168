import { challengeErrors } from "@/app/api/_responses/pending";
import { getChallengeHolder } from "@/app/api/_route/challenge-holder";
import { endpoint, route } from "@/app/api/_route/routes";
import { releaseNumberBody } from "@/lib/auth/schema";
import { releaseNumber } from "@/lib/credentials/release-service";
import { ok } from "@/lib/platform/http/response";
import { successResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      body: releaseNumberBody,
      summary: "Release a number from a former holder's account",
      description:
        "For whoever has got a number that somebody else had before: with the code of the sign-in that they started, it leaves that account, which keeps all else.",
      responses: { 200: successResponse },
      errors: challengeErrors,
    },
    async (input) => {
      const holder = await getChallengeHolder(input);
      await releaseNumber(input.deps, holder, input.body.code, input.context);
      return ok({ message: "success" });
    },
  ),
});
