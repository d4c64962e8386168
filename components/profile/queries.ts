import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import type { ChangeEmailBody, EmailChangeResponse } from "@/lib/credentials/schema";
import type { PendingProfileResponse, ProfileResponse } from "@/lib/profile/schema";
import type { VerificationResponse } from "@/lib/verification/schema";

const PROFILE_PATH = "/api/users/profile/";

export const profileKeys = { profile: ["profile"] as const };

/** The customer's profile, beginning with what the server rendered. */
export function useProfile(initialData: ProfileResponse) {
  return useQuery({
    queryKey: profileKeys.profile,
    queryFn: ({ signal }) => callApi<ProfileResponse>(PROFILE_PATH, { signal }),
    initialData,
  });
}

/** A change is done, or waits for its code. */
export type ProfileOutcome =
  | { step: "done"; profile: ProfileResponse }
  | { step: "code"; verification: VerificationResponse };

/** Saves the given fields; a FormData carries a picture. */
export function useUpdateProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: patchProfile,
    onMutate: () => client.cancelQueries({ queryKey: profileKeys.profile }),
    onSuccess: (outcome) => {
      if (outcome.step === "done") client.setQueryData(profileKeys.profile, outcome.profile);
    },
  });
}

export async function patchProfile(body: Record<string, unknown> | FormData): Promise<ProfileOutcome> {
  return outcomeOf(await callApi<ProfileAnswer>(PROFILE_PATH, { method: "PATCH", body }));
}

type ProfileAnswer = ProfileResponse | (PendingProfileResponse & { verification: VerificationResponse });

/** By the body, since proxies may turn 202 into 200. */
function outcomeOf(answer: ProfileAnswer): ProfileOutcome {
  return "verification" in answer
    ? { step: "code", verification: answer.verification }
    : { step: "done", profile: answer };
}

/** Asks for the link that makes another email address the customer's; `unchanged` for their own. */
export function requestEmailChange(body: ChangeEmailBody): Promise<EmailChangeResponse> {
  return callApi("/api/users/email-change/", { method: "POST", body });
}
