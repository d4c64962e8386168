import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import type { ChangeEmailBody } from "@/lib/credentials/schema";
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

/** What a change came to: it is made, or it waits for the code that was sent and nothing is changed yet. */
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

/** Asks for a change of the given fields. */
export async function patchProfile(body: Record<string, unknown> | FormData): Promise<ProfileOutcome> {
  return outcomeOf(await callApi<ProfileAnswer>(PROFILE_PATH, { method: "PATCH", body }));
}

type ProfileAnswer = ProfileResponse | (PendingProfileResponse & { verification: VerificationResponse });

/** Told by the body: proxies on the way may have turned 202 into 200. */
function outcomeOf(answer: ProfileAnswer): ProfileOutcome {
  return "verification" in answer
    ? { step: "code", verification: answer.verification }
    : { step: "done", profile: answer };
}

/** Asks for the link that makes another e-mail address the customer's. */
export function requestEmailChange(body: ChangeEmailBody): Promise<void> {
  return callApi("/api/users/email-change/", { method: "POST", body });
}
