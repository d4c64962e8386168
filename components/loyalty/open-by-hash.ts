import { useCallback, useEffect, useRef, useState } from "react";

/**
 * Opens and closes something by the page's address: the back button closes it, and a link with the hash opens it.
 *
 * @param hash without the sign, as `till`
 */
export function useOpenByAddress(hash: string): { isOpen: boolean; open: () => void; close: () => void } {
  const [isOpen, setOpen] = useState(false);
  /** Whether closing goes a step back, to where it was opened. */
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
