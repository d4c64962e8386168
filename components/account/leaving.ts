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

let unsavedForms = 0;

/** Counts a form with unsaved changes, until the returned function is called. */
export function holdUnsaved(): () => void {
  unsavedForms++;
  return () => void unsavedForms--;
}

/** Whether another form of this page, beside the one that asks, would lose changes if the page were left. */
export function hasOtherUnsavedForms(): boolean {
  return unsavedForms > 1;
}

/** To the sign-in page and back: the session has ended. */
export function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  leaveFor(`/login?next=${encodeURIComponent(pathname + search)}`);
}
