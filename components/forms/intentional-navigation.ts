let isIntentional = false;

/**
 * Loads another page, dropping this page's memory, without asking about unsaved changes.
 *
 * @param address same-origin
 * @param replace removes this page from the history
 */
export function loadPage(address: string, { replace = false } = {}): void {
  isIntentional = true;
  if (replace) window.location.replace(address);
  else window.location.assign(address);
}

/** Whether the page is being left by `loadPage`. */
export function isNavigationIntentional(): boolean {
  return isIntentional;
}

const savers = new Set<() => void>();

/** Calls `save` before leaving because the session has ended. @returns unsubscribes */
export function beforeSignInAgain(save: () => void): () => void {
  savers.add(save);
  return () => void savers.delete(save);
}

/** Leaves for the sign-in page, and back here afterwards: the session has ended. */
export function signInAgain(): void {
  for (const save of savers) save();
  const { pathname, search } = window.location;
  loadPage(`/login?next=${encodeURIComponent(pathname + search)}`);
}
