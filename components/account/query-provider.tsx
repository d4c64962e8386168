"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/api-client";
import { leaveForSignIn } from "./leaving";

let browsersClient: QueryClient | undefined;

/**
 * Holds what the account's pages have read from the API, in the browser for as long as it stays: signing in and out
 * loads the page anew. Around the pages that read or change something in place; the others do without its weight.
 */
export function QueryProvider({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient()}>{children}</QueryClientProvider>;
}

/** On the server each rendering has its own: what one customer reads is nobody else's. */
function queryClient(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  browsersClient ??= createQueryClient();
  return browsersClient;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    mutationCache: new MutationCache({ onError: signInAgain }),
    defaultOptions: {
      // The server rendered fresh data: asking again at once would be waste.
      queries: { staleTime: 30_000, retry: (count, error) => count < 2 && mayHelpToRetry(error) },
      // Offline, a change is refused at once and in words instead of waiting unseen.
      mutations: { networkMode: "always" },
    },
  });
}

function signInAgain(error: Error): void {
  if (error instanceof ApiError && error.status === 401) leaveForSignIn();
}

function mayHelpToRetry(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 503;
}
