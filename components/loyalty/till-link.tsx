"use client";

import { type ComponentProps, useEffect, useRef, useSyncExternalStore } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button";
import { TILL_PATH } from "./anchors";
import { isTillKept, onTillKept } from "./till-copy";

const OPENER_KEY = "till-opener";

type TillLinkProps = Pick<ComponentProps<"a">, "className" | "children"> & {
  /** Which of a page's links it is: the one that opened the till has the focus after going back. */
  from: "bar" | "card" | "tile";
  look?: ButtonLook;
};

/**
 * Opens the codes for the till: loads a page, which the service worker answers where there is no reception. Says by
 * `data-offline` that it does.
 */
export function TillLink({ from, look, className, children }: TillLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  const isKept = useSyncExternalStore(onTillKept, isTillKept, () => false);
  useEffect(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    const isBack = navigation instanceof PerformanceNavigationTiming && navigation.type === "back_forward";
    if (!isBack || sessionStorage.getItem(OPENER_KEY) !== from) return;
    sessionStorage.removeItem(OPENER_KEY);
    link.current?.focus();
  }, [from]);
  return (
    <a
      ref={link}
      href={TILL_PATH}
      data-offline={isKept || undefined}
      className={look ? buttonClass(look, className) : className}
      onClick={() => sessionStorage.setItem(OPENER_KEY, from)}
    >
      {children}
    </a>
  );
}
