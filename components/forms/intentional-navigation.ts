let isIntentional = false;

/**
 * Loads another page in place of this one, with nothing of this page's memory, and without asking about unsaved changes.
 *
 * @param address same-origin
 * @param replace leaves this page out of the history
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

/** Calls `save` before the page is left because the session has ended. @returns takes it back */
export function beforeSignInAgain(save: () => void): () => void {
  savers.add(save);
  return () => void savers.delete(save);
}

/** To the sign-in page and back: the session has ended. */
export function signInAgain(): void {
  for (const save of savers) save();
  const { pathname, search } = window.location;
  loadPage(`/login?next=${encodeURIComponent(pathname + search)}`);
}
