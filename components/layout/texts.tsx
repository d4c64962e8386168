"use client";

import { createContext, type ReactNode, use } from "react";

/** What a page sends the browser to speak with. */
export type Texts = { locale: string; timeZone: string; messages: object };

const PageTexts = createContext<Texts | null>(null);

/** Holds texts until what speaks with them has loaded, and the formatter with it. */
export function TextsProvider({ texts, children }: { texts: Texts; children: ReactNode }) {
  return <PageTexts value={texts}>{children}</PageTexts>;
}

export function useTexts(): Texts {
  const texts = use(PageTexts);
  if (!texts) throw new Error("no TextsProvider above");
  return texts;
}
