import type { Purpose } from "@/lib/verification/schema";

/** The page on which the code of a dialogue is entered, and from which it goes on to `next`. */
export function codePage(purpose: Purpose, next: string): string {
  return `/verify?${new URLSearchParams({ purpose, next })}`;
}
