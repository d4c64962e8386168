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

const keepers = new Set<() => void>();

/** Has something done before the page is left for the sign-in, until the returned function is called. */
export function beforeSigningInAgain(keep: () => void): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

/** To the sign-in page and back: the session has ended. */
export function leaveForSignIn(): void {
  for (const keep of keepers) keep();
  const { pathname, search } = window.location;
  leaveFor(`/login?next=${encodeURIComponent(pathname + search)}`);
}
