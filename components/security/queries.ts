import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import type { ActivityPageResponse } from "@/lib/activity/schema";
import type { CreatedTokenResponse, CreateTokenBody, SessionResponse, TokenResponse } from "@/lib/auth/access-schema";
import type { ChangePasswordBody } from "@/lib/credentials/schema";

/** Changes the password; the server ends all other sessions. */
export function changePassword(body: ChangePasswordBody): Promise<void> {
  return callApi("/api/users/password/change/", { method: "POST", body });
}

export const securityKeys = {
  sessions: ["sessions"] as const,
  tokens: ["tokens"] as const,
  activity: ["activity"] as const,
};

/** Where the customer is signed in, beginning with what the server rendered. */
export function useSessions(initialData: SessionResponse[]) {
  return useQuery({
    queryKey: securityKeys.sessions,
    queryFn: async ({ signal }) =>
      (await callApi<{ sessions: SessionResponse[] }>("/api/users/sessions/", { signal })).sessions,
    initialData,
  });
}

/** Signs one session out, or with null all the others. What is on the screen follows the server, never before it. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number | null) =>
      callApi<void>(id === null ? "/api/users/sessions/" : `/api/users/sessions/${id}/`, { method: "DELETE" }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: securityKeys.sessions }),
        client.invalidateQueries({ queryKey: securityKeys.activity }),
      ]),
  });
}

/** The customer's API tokens, beginning with what the server rendered. */
export function useTokens(initialData: TokenResponse[]) {
  return useQuery({
    queryKey: securityKeys.tokens,
    queryFn: async ({ signal }) =>
      (await callApi<{ tokens: TokenResponse[] }>("/api/users/tokens/", { signal })).tokens,
    initialData,
  });
}

/** Makes a token; its value is in this answer only. */
export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateTokenBody) =>
      callApi<CreatedTokenResponse>("/api/users/tokens/", { method: "POST", body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: securityKeys.tokens }),
        client.invalidateQueries({ queryKey: securityKeys.activity }),
      ]),
  });
}

/** Ends a token. */
export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => callApi<void>(`/api/users/tokens/${id}/`, { method: "DELETE" }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: securityKeys.tokens }),
        client.invalidateQueries({ queryKey: securityKeys.activity }),
      ]),
  });
}

/** What happened to the account, page by page, beginning with what the server rendered. */
export function useActivity(first: ActivityPageResponse) {
  return useInfiniteQuery({
    queryKey: securityKeys.activity,
    queryFn: ({ pageParam, signal }) =>
      callApi<ActivityPageResponse>(`/api/users/activity/${pageParam === null ? "" : `?before=${pageParam}`}`, {
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    initialData: { pages: [first], pageParams: [null] },
  });
}
