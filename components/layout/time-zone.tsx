"use client";

import { createContext, type ReactNode, useContext } from "react";

/*
 * The reader's time zone as far as the server can know it: by the cookie that the browser wrote when it last had to
 * write a time itself.
 */

const ReaderZone = createContext<string | null>(null);

/** Says in which zone the server writes the page's times. @param zone an IANA name; null while it is unknown */
export function TimeZoneProvider({ zone, children }: { zone: string | null; children: ReactNode }) {
  return <ReaderZone value={zone}>{children}</ReaderZone>;
}

/** The zone in which the server has written the page's times; null when it did not know which. */
export function useReaderZone(): string | null {
  return useContext(ReaderZone);
}
