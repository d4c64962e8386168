export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp"];
export const PICTURE_MAX_MEGABYTES = 2;
export const PICTURE_MAX_BYTES = PICTURE_MAX_MEGABYTES * 1024 * 1024;

/**
 * The address to show a profile's picture from: our own only, and relative. A foreign server would learn who looks at
 * it and when.
 */
export function shownPicture(avatar: string | null, appUrl: string): string | null {
  return avatar?.startsWith(`${appUrl}/`) ? avatar.slice(appUrl.length) : null;
}

/** The longer side of a picture that is sent as it is, in pixels: well within what the server decodes. */
const SENT_SIDE_MAX = 4096;
/** The longer side after scaling down; the shop shows a few hundred pixels. */
const SIDE_MAX = 1024;
const QUALITY = 0.9;

/**
 * A picture ready to upload: scaled down if it is too large, and converted if the shop does not take its type.
 *
 * @returns null when this browser cannot read it
 */
export async function fittingPicture(file: File): Promise<File | null> {
  const isFit = PICTURE_TYPES.includes(file.type) && file.size <= PICTURE_MAX_BYTES;
  const bitmap = await createImageBitmap(file).catch(() => null);
  // The server says what is wrong with one that only looks like a picture.
  if (!bitmap) return isFit ? file : null;
  if (isFit && Math.max(bitmap.width, bitmap.height) <= SENT_SIDE_MAX) {
    bitmap.close();
    return file;
  }
  const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (context) context.imageSmoothingQuality = "high";
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return blob && new File([blob], "picture.jpg", { type: blob.type });
}
