let intended = false;

/** Leaves for another page on purpose, without asking about unsaved changes. */
export function leaveFor(address: string): void {
  intended = true;
  window.location.assign(address);
}

/** Whether the page is being left by `leaveFor`. */
export function isLeavingIntended(): boolean {
  return intended;
}

/** To the sign-in page and back: the session has ended. */
export function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  leaveFor(`/login?next=${encodeURIComponent(pathname + search)}`);
}
