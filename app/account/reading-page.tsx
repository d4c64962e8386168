import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { QueryProvider } from "@/components/api/query-provider";

/** Around a page that reads or changes something in place, beginning with what this rendering shows. */
export function ReadingPage({ children }: { children: ReactNode }) {
  return <QueryProvider rendering={randomUUID()}>{children}</QueryProvider>;
}
