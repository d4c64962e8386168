/**
 * Takes a parameter out of the page's address, so that a reload does not tell again what was told.
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
