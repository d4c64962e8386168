import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import type { ActivityPageResponse } from "@/lib/activity/schema";
import type { CreatedTokenResponse, CreateTokenBody, SessionResponse, TokenResponse } from "@/lib/auth/access-schema";
import type { IdentityResponse } from "@/lib/auth/identity-schema";
import type { ChangePasswordBody } from "@/lib/credentials/schema";

const SESSIONS = "/api/users/sessions/";
const TOKENS = "/api/users/tokens/";
const IDENTITIES = "/api/users/identities/";
const ACTIVITY = "/api/users/activity/";

/** Changes the password; the server ends all other sessions. */
export function changePassword(body: ChangePasswordBody): Promise<void> {
  return callApi("/api/users/password/change/", { method: "POST", body });
}

/** Where the customer is signed in, beginning with what the server rendered. */
export function useSessions(initialData: SessionResponse[]) {
  return useQuery({
    queryKey: [SESSIONS],
    queryFn: async ({ signal }) => (await callApi<{ sessions: SessionResponse[] }>(SESSIONS, { signal })).sessions,
    initialData,
  });
}

/** Signs one session out, or with null all the others. */
export function useEndSession() {
  return useChangeOf(SESSIONS, (id: number | null) =>
    callApi<void>(id === null ? SESSIONS : `${SESSIONS}${id}/`, { method: "DELETE" }),
  );
}

/** The customer's API tokens, beginning with what the server rendered. */
export function useTokens(initialData: TokenResponse[]) {
  return useQuery({
    queryKey: [TOKENS],
    queryFn: async ({ signal }) => (await callApi<{ tokens: TokenResponse[] }>(TOKENS, { signal })).tokens,
    initialData,
  });
}

/** Creates a token; only this response has its value, so it waits for nothing else. */
export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateTokenBody) => callApi<CreatedTokenResponse>(TOKENS, { method: "POST", body }),
    onSettled: () => void refresh(client, TOKENS),
  });
}

/** Revokes a token. */
export function useRevokeToken() {
  return useChangeOf(TOKENS, (id: number) => callApi<void>(`${TOKENS}${id}/`, { method: "DELETE" }));
}

/** Who the customer is elsewhere, beginning with what the server rendered. */
export function useIdentities(initialData: IdentityResponse[]) {
  return useQuery({
    queryKey: [IDENTITIES],
    queryFn: async ({ signal }) =>
      (await callApi<{ identities: IdentityResponse[] }>(IDENTITIES, { signal })).identities,
    initialData,
  });
}

/** Lets an identity sign in, or no longer. */
export function useAllowIdentity() {
  return useChangeOf(IDENTITIES, ({ id, isAllowed }: { id: number; isAllowed: boolean }) =>
    callApi<IdentityResponse>(`${IDENTITIES}${id}/`, { method: "PATCH", body: { is_allowed: isAllowed } }),
  );
}

/** What happened to the account, page by page, beginning with what the server rendered. */
export function useActivity(first: ActivityPageResponse) {
  return useInfiniteQuery({
    queryKey: [ACTIVITY],
    queryFn: ({ pageParam, signal }) =>
      callApi<ActivityPageResponse>(pageParam === null ? ACTIVITY : `${ACTIVITY}?before=${pageParam}`, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    initialData: { pages: [first], pageParams: [null] },
  });
}

/** A change, never optimistic, that refreshes the list and the activity. */
export function useChangeOf<Asked, Changed>(list: string, mutationFn: (asked: Asked) => Promise<Changed>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => refresh(client, list),
  });
}

function refresh(client: QueryClient, list: string) {
  return Promise.all([list, ACTIVITY].map((path) => client.invalidateQueries({ queryKey: [path] })));
}
