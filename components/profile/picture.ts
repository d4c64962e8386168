export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp"];
export const PICTURE_MAX_BYTES = 2 * 1024 * 1024;

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
/** The side of a picture that was cropped: what the shop keeps. */
const CROPPED_SIDE_MAX = 512;
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
  const { width, height } = bitmap;
  const longer = Math.max(width, height);
  const fits = isFit && longer <= SENT_SIDE_MAX;
  const picture = fits ? file : await draw(bitmap, { x: 0, y: 0, width, height }, SIDE_MAX / longer, "image/jpeg");
  bitmap.close();
  return picture;
}

/** A picture as an element, upright as the camera was held. @returns null when this browser cannot show it */
export async function openPicture(file: File): Promise<HTMLImageElement | null> {
  const image = new Image();
  const isShown = new Promise<boolean>((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
  });
  image.src = URL.createObjectURL(file);
  if (await isShown) return image;
  closePicture(image);
  return null;
}

export function closePicture(image: HTMLImageElement): void {
  URL.revokeObjectURL(image.src);
}

/** In pixels of the picture. */
export type PictureArea = { x: number; y: number; width: number; height: number };

/** A part of a picture, ready to upload. @returns null when this browser cannot draw it */
export function croppedPicture(image: HTMLImageElement, area: PictureArea): Promise<File | null> {
  // Keeps what is transparent. Safari, which cannot write it, writes PNG.
  return draw(image, area, CROPPED_SIDE_MAX / Math.max(area.width, area.height), "image/webp");
}

async function draw(source: CanvasImageSource, area: PictureArea, scale: number, type: string): Promise<File | null> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(area.width * Math.min(1, scale)));
  canvas.height = Math.max(1, Math.round(area.height * Math.min(1, scale)));
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(source, area.x, area.y, area.width, area.height, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
  return blob && new File([blob], `picture.${blob.type.replace("image/", "")}`, { type: blob.type });
}
