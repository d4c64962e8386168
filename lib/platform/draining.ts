/*
 * Whether this process is about to end: it still answers, but says that it is not ready, so that a proxy sends new requests
 * elsewhere.
 */

// On globalThis, since the server and each of Next's bundles have modules of their own.
const shared = globalThis as { storefrontIsDraining?: boolean };

/** There is no way back: a process that drains ends. */
export function startDraining(): void {
  shared.storefrontIsDraining = true;
}

export function isDraining(): boolean {
  return shared.storefrontIsDraining === true;
}
