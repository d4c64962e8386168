import { callApi } from "@/components/api/client";
import type { DeletionResponse, ExportLinkResponse } from "@/lib/privacy/schema";
import type { VerificationResponse } from "@/lib/verification/schema";

/** Requests the link to the export; with the password where asked for. */
export function requestExportLink(): Promise<ExportLinkResponse> {
  return callApi("/api/users/export/", { method: "POST", body: {} });
}

/** Requests the account's deletion, by the password or, without one, by a code to the verified number. */
export function requestDeletion(body: {
  password?: string;
}): Promise<DeletionResponse | { verification: VerificationResponse }> {
  return callApi("/api/users/deletion/", { method: "POST", body });
}
