"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { pathOf, plainlyClicked } from "./plain-click";

const TURNS = ["pointerover", "touchstart", "focusin"];

/**
 * Follows the page's PageLinks, and asks for the outline of a page once somebody turns to its link. Next's Link weighs
 * four kilobytes, and asks for the outline of every page in sight, twice: for its structure and for its title.
 */
export function PageLinks() {
  const router = useRouter();
  useEffect(() => {
    const over = new AbortController();
    const { signal } = over;

    const prepare = ({ target }: Event) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-page]") : null;
      if (!link || link.origin !== window.location.origin || link.pathname === window.location.pathname) return;
      router.prefetch(link.pathname + link.search);
    };
    for (const turn of TURNS) document.addEventListener(turn, prepare, { passive: true, signal });

    // After whatever else has to say about the click.
    const follow = (event: MouseEvent) => {
      const link = plainlyClicked(event);
      if (event.defaultPrevented || link?.dataset.page === undefined) return;
      event.preventDefault();
      const options = { scroll: link.dataset.scroll !== "keep" };
      if (link.dataset.page === "replace") router.replace(pathOf(link), options);
      else router.push(pathOf(link), options);
    };
    window.addEventListener("click", follow, { signal });
    return () => over.abort();
  }, [router]);
  return null;
}
