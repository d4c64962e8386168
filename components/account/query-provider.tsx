"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "@/lib/api-client";
import { leaveForSignIn } from "./leaving";

/** Holds what the account's pages have read from the API. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
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
