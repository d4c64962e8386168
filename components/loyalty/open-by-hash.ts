import { useCallback, useEffect, useRef, useState } from "react";

/** Ties opening and closing to the page's hash: a link opens, the back button closes. @param hash without `#` */
export function useOpenByHash(hash: string): { isOpen: boolean; open: () => void; close: () => void } {
  const [isOpen, setOpen] = useState(false);
  /** Whether opening added a history entry that closing goes back over. */
  const isOurStep = useRef(false);

  useEffect(() => {
    const follow = () => {
      const isThere = window.location.hash === `#${hash}`;
      if (!isThere) isOurStep.current = false;
      setOpen(isThere);
    };
    follow();
    window.addEventListener("popstate", follow);
    window.addEventListener("hashchange", follow);
    return () => {
      window.removeEventListener("popstate", follow);
      window.removeEventListener("hashchange", follow);
    };
  }, [hash]);

  return {
    isOpen,
    open: useCallback(() => {
      isOurStep.current = true;
      window.history.pushState(null, "", `#${hash}`);
      setOpen(true);
    }, [hash]),
    close: useCallback(() => {
      if (window.location.hash !== `#${hash}`) return setOpen(false);
      if (isOurStep.current) return window.history.back();
      const { pathname, search } = window.location;
      window.history.replaceState(null, "", pathname + search);
      setOpen(false);
    }, [hash]),
  };
}
