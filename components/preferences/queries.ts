import { useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import { patchProfile, profileKeys } from "@/components/profile/queries";
import type { ConsentReceiptResponse, ConsentsResponse } from "@/lib/consents/schema";
import type { ProfileResponse } from "@/lib/profile/schema";
import type { Consent } from "./consents";

/** The receipts' name for a consent. */
export const CHANNEL_OF: Record<Consent, ConsentReceiptResponse["channel"]> = {
  email_allowed: "email",
  sms_allowed: "sms",
  call_allowed: "call",
};

export type Answers = Partial<Record<Consent, boolean>>;

const RECEIPTS_KEY = ["consent-receipts"] as const;
const ANSWERING_KEY = ["answer-consents"] as const;

/** The receipts of all answers, newest first, beginning with what the server rendered. */
export function useReceipts(initialData: ConsentReceiptResponse[]) {
  return useQuery({
    queryKey: RECEIPTS_KEY,
    queryFn: async ({ signal }) => (await callApi<ConsentsResponse>("/api/users/consents/", { signal })).receipts,
    initialData,
  });
}

/** Saves answers one request after another, so that the last press wins. */
export function useAnswerConsents() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: ANSWERING_KEY,
    scope: { id: ANSWERING_KEY[0] },
    mutationFn: (answers: Answers) => patchProfile(answers),
    onMutate: () => client.cancelQueries({ queryKey: profileKeys.profile }),
    onSuccess: (outcome) => {
      if (outcome.step !== "done") return;
      client.setQueryData<ProfileResponse>(profileKeys.profile, outcome.profile);
      // Not awaited: the answer is saved, its receipt follows.
      void client.invalidateQueries({ queryKey: RECEIPTS_KEY });
    },
  });
}

/** The answers being saved, shown as if they were. After an error the saved answer shows again. */
export function useAnswersOnTheWay(): Answers {
  const pending = useMutationState({
    filters: { mutationKey: ANSWERING_KEY, status: "pending" },
    select: ({ state }) => state.variables as Answers,
  });
  return Object.assign({}, ...pending);
}

/** Saves the customer's language. */
export function useSaveLanguage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (language: string) => patchProfile({ language_code: language }),
    onMutate: () => client.cancelQueries({ queryKey: profileKeys.profile }),
    onSuccess: (outcome) => {
      if (outcome.step === "done") client.setQueryData<ProfileResponse>(profileKeys.profile, outcome.profile);
    },
  });
}
