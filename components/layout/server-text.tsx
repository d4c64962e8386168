"use client";

import { useLocale } from "next-intl";
import { useState } from "react";
import { useIsFromServer } from "@/components/forms/pre-hydration-input";

type ServerTextProps = {
  /** What the text depends on: when it changes, the text is rewritten. */
  of: string | number;
  children: () => string;
};

/**
 * A text that needs a formatter, left as the server wrote it until it changes. The first formatter takes a desktop 30
 * ms to make and a phone far longer, just while the page hydrates.
 */
export function ServerText({ of, children: write }: ServerTextProps) {
  const isLeft = useIsLeftToServer(of);
  // React leaves a text with suppressHydrationWarning as it is (react.dev).
  return <span suppressHydrationWarning>{isLeft ? "" : write()}</span>;
}

/**
 * Whether the document still shows the server's text, and it is still right.
 *
 * @param of what the text depends on, beside the language
 * @returns false on the server, and forever once the text has changed
 */
export function useIsLeftToServer(of: string | number): boolean {
  const content = `${useLocale()} ${of}`;
  const isFromServer = useIsFromServer();
  const [written] = useState(content);
  const [isOver, setOver] = useState(false);
  // Even if it changes back: by then another text stands there.
  if (content !== written && !isOver) setOver(true);
  return typeof window !== "undefined" && isFromServer && !isOver && content === written;
}
