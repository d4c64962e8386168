"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link to one of our pages. What a navigation there starts with is fetched once somebody turns to it, by pointer, finger or
 * keyboard: Next by itself sends two requests for each link in sight, and renders the page for both.
 */
export function PageLink(props: ComponentProps<typeof Link>) {
  const [isNear, setNear] = useState(false);
  const turnTo = () => setNear(true);
  // null leaves it to Next.
  return <Link prefetch={isNear ? null : false} onPointerEnter={turnTo} onFocus={turnTo} {...props} />;
}
