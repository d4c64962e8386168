import { useCallback, useEffect, useRef, useState } from "react";

/** Ties opening and closing to the page's hash: a link opens, the back button closes. @param hash without `#` */
export function useOpenByHash(hash: string): { isOpen: boolean; open: () => void; close: () => void } {
  const [isOpen, setOpen] = useState(false);
  /** Whether opening added a history entry that closing goes back over. */
  const isOurStep = useRef(false);
  /** While the browser goes back over it, which takes a moment: what is opened then waits, or would be closed again. */
  const leaving = useRef<"no" | "closing" | "reopening">("no");

  const open = useCallback(() => {
    if (leaving.current !== "no") {
      leaving.current = "reopening";
      return;
    }
    isOurStep.current = true;
    window.history.pushState(null, "", `#${hash}`);
    setOpen(true);
  }, [hash]);

  useEffect(() => {
    const follow = () => {
      const isThere = window.location.hash === `#${hash}`;
      if (!isThere) isOurStep.current = false;
      setOpen(isThere);
      const reopens = leaving.current === "reopening" && !isThere;
      leaving.current = "no";
      if (reopens) open();
    };
    follow();
    window.addEventListener("popstate", follow);
    window.addEventListener("hashchange", follow);
    return () => {
      window.removeEventListener("popstate", follow);
      window.removeEventListener("hashchange", follow);
    };
  }, [hash, open]);

  return {
    isOpen,
    open,
    close: useCallback(() => {
      if (leaving.current !== "no") return;
      setOpen(false);
      if (window.location.hash !== `#${hash}`) return;
      if (isOurStep.current) {
        leaving.current = "closing";
        return window.history.back();
      }
      const { pathname, search } = window.location;
      window.history.replaceState(null, "", pathname + search);
    }, [hash]),
  };
}
