"use client";

import { useLocale } from "next-intl";
import { useState } from "react";
import { useIsFromServer } from "@/components/forms/pre-hydration-input";

type ServerTextProps = {
  /** What the text is made of: once it is another value, the text is written anew. */
  of: string | number;
  children: () => string;
};

/**
 * A text that takes one of the browser's formatters, left as the server has written it until it changes. The first of
 * them takes a desktop 30 ms to make and a phone far more, in the very moment in which the page comes to life.
 */
export function ServerText({ of, children: write }: ServerTextProps) {
  const isLeft = useIsLeftToServer(of);
  // React compares a text that it is told not to warn of with nothing, and leaves it (react.dev, suppressHydrationWarning).
  return <span suppressHydrationWarning>{isLeft ? "" : write()}</span>;
}

/**
 * Whether the text in the document is the server's, and still says what it should: then it need not be written.
 *
 * @param of what the text is made of, beside the language
 * @returns false on the server, which has to write it, and for ever once it was to say something else
 */
export function useIsLeftToServer(of: string | number): boolean {
  const content = `${useLocale()} ${of}`;
  const isFromServer = useIsFromServer();
  const [written] = useState(content);
  const [isOver, setOver] = useState(false);
  // Not even when it is to say the same again: by then another text stands there.
  if (content !== written && !isOver) setOver(true);
  return typeof window !== "undefined" && isFromServer && !isOver && content === written;
}
