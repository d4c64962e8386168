let isIntentional = false;

/**
 * Loads another page, dropping this page's memory, without asking about unsaved changes.
 *
 * @param address same-origin, or the shop's own sign-in
 * @param replace removes this page from the history
 */
export function loadPage(address: string, { replace = false } = {}): void {
  leaveIntentionally();
  if (replace) window.location.replace(address);
  else window.location.assign(address);
}

/** Loads this page anew, as `loadPage`. */
export function reloadPage(): void {
  leaveIntentionally();
  window.location.reload();
}

function leaveIntentionally(): void {
  isIntentional = true;
  // The browser may keep the page in memory and come back to it.
  window.addEventListener("pageshow", () => (isIntentional = false), { once: true });
}

/** Whether the page is being left by `loadPage` or `reloadPage`. */
export function isNavigationIntentional(): boolean {
  return isIntentional;
}

const guards = new Set<(leave: () => void) => void>();

/** Lets `ask` decide whether an action of the page's leaves it. @returns unsubscribes */
export function guardLeaving(ask: (leave: () => void) => void): () => void {
  guards.add(ask);
  return () => void guards.delete(ask);
}

/** Does what leaves the page; while changes are unsaved, only once that is confirmed. */
export function leaveWhenConfirmed(leave: () => void): void {
  const [ask] = guards;
  if (ask) ask(leave);
  else leave();
}

/** How many forms would lose changes. */
export function countUnsavedForms(): number {
  return guards.size;
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
