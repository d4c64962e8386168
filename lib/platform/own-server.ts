/* Whether our server runs this process, or Next does by `next start`. */

// On globalThis, since the server and each of Next's bundles have modules of their own.
const shared = globalThis as { storefrontIsOwnServer?: boolean };

export function markOwnServer(): void {
  shared.storefrontIsOwnServer = true;
}

export function isOwnServer(): boolean {
  return shared.storefrontIsOwnServer === true;
}
