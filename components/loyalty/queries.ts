import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import { profileKeys } from "@/components/profile/queries";
import type { LedgerResponse } from "@/lib/loyalty/schema";
import type { VerificationResponse } from "@/lib/verification/schema";
import { forgetTill } from "./till-copy";

const PLACE = "/api/loyalty-card";

type FirstPage = { accountNumber: string; first: LedgerResponse; at: string };

/**
 * The points' movements, page by page, starting from the server's rendering; a later rendering, or another card, starts
 * anew.
 */
export function useLedger({ accountNumber, first, at }: FirstPage) {
  return useInfiniteQuery({
    queryKey: ["loyalty", "ledger", accountNumber, at] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? "" : `?${new URLSearchParams({ before: pageParam })}`;
      return callApi<LedgerResponse>(`${PLACE}/ledger/${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    initialData: { pages: [first], pageParams: [null] },
    // Refetching it alone would contradict the points beside it.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** With `verification` a code is awaited; without, it is done. */
export type MemberAnswer = { verification?: VerificationResponse };

/** Sends a member's form; the profile changes with it. */
export function useMemberRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ endpoint, body }: { endpoint: string; body: object }) =>
      callApi<MemberAnswer>(`${PLACE}/${endpoint}/`, { method: "POST", body }),
    onSuccess: () => client.removeQueries({ queryKey: profileKeys.profile }),
  });
}

/** Links the customer's own account; `message` when there is none. */
export function linkAccount(body: object): Promise<{ number?: string; message?: string }> {
  return callApi(`${PLACE}/search_exists_create/`, { method: "POST", body });
}

/** One step of showing whose the account is that the customer's number has found. */
export function proveAccount(body: object): Promise<unknown> {
  return callApi(`${PLACE}/account_proof/`, { method: "POST", body });
}

/** Gives the card up, on this device too. */
export async function leaveLoyalty(): Promise<void> {
  await callApi(`${PLACE}/delete_loyalty/`, { method: "POST" });
  await forgetTill();
}
