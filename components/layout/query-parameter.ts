/**
 * Removes a parameter from the page's address, so that a reload does not repeat its message.
 *
 * @returns whether it was there
 */
export function takeQueryParameter(name: string): boolean {
  const url = new URL(window.location.href);
  if (!url.searchParams.has(name)) return false;
  url.searchParams.delete(name);
  window.history.replaceState(null, "", url);
  return true;
}
