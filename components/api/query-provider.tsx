"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { ApiError } from "./client";

let browsersClient: QueryClient | undefined;

/** Server renderings shown since the page was loaded. */
const shown = new Set<string>();

type QueryProviderProps = {
  /** Identifies the server rendering whose data the children start from. */
  rendering: string;
  children: ReactNode;
};

/**
 * Caches what the account's pages read from the API until the next full load, such as signing in or out. A rendering
 * not shown before is newer than the cache and clears it; one that the back button restores is older and does not.
 */
export function QueryProvider({ rendering, children }: QueryProviderProps) {
  const [client] = useState(() => {
    const held = queryClient();
    if (!shown.has(rendering)) held.getQueryCache().clear();
    return held;
  });
  useEffect(() => void shown.add(rendering), [rendering]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** The cache behind the provider. On the server each rendering has its own, so that customers share nothing. */
export function queryClient(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  browsersClient ??= createQueryClient();
  return browsersClient;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The server has just rendered this data.
      queries: { staleTime: 30_000, retry: (count, error) => count < 2 && mayHelpToRetry(error) },
      // Offline, a change fails at once with an error instead of waiting unseen.
      mutations: { networkMode: "always" },
    },
  });
}

function mayHelpToRetry(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 503;
}
