export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp"];
export const PICTURE_MAX_MEGABYTES = 2;
export const PICTURE_MAX_BYTES = PICTURE_MAX_MEGABYTES * 1024 * 1024;

/**
 * The address from which a profile's picture may be shown: only our own, relative so that it holds under every name of
 * the shop. A picture elsewhere is never loaded, since its keeper would learn who looks at it and when.
 */
export function shownPicture(avatar: string | null, appUrl: string): string | null {
  return avatar?.startsWith(`${appUrl}/`) ? avatar.slice(appUrl.length) : null;
}
