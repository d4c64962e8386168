import { callApi } from "@/components/api/client";
import type { DeletionResponse, ExportLinkResponse } from "@/lib/privacy/schema";
import type { VerificationResponse } from "@/lib/verification/schema";

/** Asks for the link to one's data; `password` where it has to be confirmed. */
export function requestExportLink(body: { password?: string }): Promise<ExportLinkResponse> {
  return callApi("/api/users/export/", { method: "POST", body });
}

/** Asks for the account's deletion: by the password, or without one by a code to the customer's own number. */
export function requestDeletion(body: {
  password?: string;
}): Promise<DeletionResponse | { verification: VerificationResponse }> {
  return callApi("/api/users/deletion/", { method: "POST", body });
}
