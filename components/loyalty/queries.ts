import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client";
import type { LedgerView } from "@/lib/loyalty/schema";
import type { VerificationView } from "@/lib/verification/schema";

const PLACE = "/api/loyalty-card";

/** The movements of the points, page by page, beginning with what the server rendered. */
export function useLedger(first: LedgerView) {
  return useInfiniteQuery({
    queryKey: ["loyalty", "ledger"] as const,
    queryFn: ({ pageParam, signal }) =>
      callApi<LedgerView>(
        `${PLACE}/ledger/${pageParam === null ? "" : `?${new URLSearchParams({ before: pageParam })}`}`,
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    initialData: { pages: [first], pageParams: [null] },
  });
}

/** What joining and changing answer: a code is awaited, or it is done. */
export type MemberAnswer = { verification?: VerificationView };

/** Sends a member's form to one of the endpoints. */
export function useMemberRequest() {
  return useMutation({
    mutationFn: ({ endpoint, body }: { endpoint: string; body: object }) =>
      callApi<MemberAnswer>(`${PLACE}/${endpoint}/`, { method: "POST", body }),
  });
}

/** Links the customer's own account; `message` when there is none. */
export function useLinkAccount() {
  return useMutation({
    mutationFn: (body: object) =>
      callApi<{ number?: string; message?: string }>(`${PLACE}/search_exists_create/`, { method: "POST", body }),
  });
}

/** Gives the card up. */
export function useLeaveLoyalty() {
  return useMutation({ mutationFn: () => callApi<void>(`${PLACE}/delete_loyalty/`, { method: "POST" }) });
}
