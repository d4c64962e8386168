"use client";

import { createContext, type ReactNode, use, useEffect } from "react";
import { ownTimeZone } from "./clock-offset";
import { rememberTimeZone } from "./display-cookies";

/** The zone in which the server writes times, from the browser's cookie; null for unknown. */
const ServerZone = createContext<string | null>(null);

export function TimeZoneProvider({ zone, children }: { zone: string | null; children: ReactNode }) {
  useEffect(() => {
    // Known before a page has times to write.
    if (zone === null) rememberTimeZone(ownTimeZone());
  }, [zone]);
  return <ServerZone value={zone}>{children}</ServerZone>;
}

export function useServerZone(): string | null {
  return use(ServerZone);
}
