import { queryClient } from "@/components/api/query-provider";
import type { Language } from "@/lib/platform/i18n/languages";
import { patchProfile, profileKeys } from "./queries";

/** Saves the customer's language, which open forms then show. @throws ApiError, NetworkError */
export async function saveLanguage(language: Language): Promise<void> {
  const outcome = await patchProfile({ language_code: language });
  if (outcome.step === "done") queryClient().setQueryData(profileKeys.profile, outcome.profile);
}
