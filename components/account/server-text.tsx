"use client";

import { useState } from "react";
import { useIsFromServer } from "./early-input";

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
  const isFromServer = useIsFromServer();
  const [first] = useState(of);
  const isWritten = isFromServer && of === first && typeof window !== "undefined";
  // React compares a text that it is told not to warn of with nothing, and leaves it (react.dev, suppressHydrationWarning).
  return <span suppressHydrationWarning>{isWritten ? "" : write()}</span>;
}
