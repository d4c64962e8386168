"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { ApiError } from "./client";

let browsersClient: QueryClient | undefined;

/** The server's renderings that were shown since the page was loaded. */
const shown = new Set<string>();

type QueryProviderProps = {
  /** Names the server's rendering around whose data the children read. */
  rendering: string;
  children: ReactNode;
};

/**
 * Holds what the account's pages have read from the API, in the browser for as long as it stays: signing in and out
 * loads the page anew. Around the pages that read or change something in place; the others do without its weight.
 *
 * A rendering that was not shown before is newer than whatever is held, and reading begins with it. One that the back
 * button brings again is older: what was read since stands.
 */
export function QueryProvider({ rendering, children }: QueryProviderProps) {
  const [client] = useState(() => {
    const held = queryClient();
    if (!shown.has(rendering)) held.getQueryCache().clear();
    return held;
  });
  // Noted of each refresh too, which reading takes over by itself.
  useEffect(() => void shown.add(rendering), [rendering]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** On the server each rendering has its own: what one customer reads is nobody else's. */
function queryClient(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  browsersClient ??= createQueryClient();
  return browsersClient;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The server rendered fresh data: asking again at once would be waste.
      queries: { staleTime: 30_000, retry: (count, error) => count < 2 && mayHelpToRetry(error) },
      // Offline, a change is refused at once and in words instead of waiting unseen.
      mutations: { networkMode: "always" },
    },
  });
}

function mayHelpToRetry(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 503;
}
