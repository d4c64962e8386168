import { useMutation } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import type { DeletionResponse, ExportLinkResponse } from "@/lib/privacy/schema";
import type { VerificationResponse } from "@/lib/verification/schema";

const DELETION_PATH = "/api/users/deletion/";

/** Asks for the link to one's data; `password` where it has to be confirmed. */
export function useExportLink() {
  return useMutation({
    mutationFn: (body: { password?: string }) =>
      callApi<ExportLinkResponse>("/api/users/export/", { method: "POST", body }),
  });
}

/** Asks for the account's deletion: by the password, or without one by a code to the customer's own number. */
export function useAskForDeletion() {
  return useMutation({
    mutationFn: (body: { password?: string }) =>
      callApi<DeletionResponse | { verification: VerificationResponse }>(DELETION_PATH, { method: "POST", body }),
  });
}
