import { callApi } from "@/components/api/client";

/** Whether a join waits for the customer's word whose the account is; otherwise their address is to be confirmed first. */
export function hasDisputedAccount(): Promise<boolean> {
  return callApi("/api/loyalty-card/account_proof/").then(
    () => true,
    () => false,
  );
}
