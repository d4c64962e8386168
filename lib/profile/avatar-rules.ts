import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { FieldErrors } from "@/lib/platform/errors";

/*
 * Uploaded pictures are never served as they came: decoded, limited, turned upright, stripped of metadata and encoded
 * anew.
 */

const MEGAPIXELS_MAX = 24;
const SIDE_PIXELS = 512;

// libvips also reads SVG, PDF, AVIF, TIFF and more, each with its own history of holes: only three formats come in.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});

/**
 * Turns an upload into a square-fitting WebP picture.
 *
 * @returns the encoded picture and a fresh storage key that cannot be guessed
 * @throws FieldErrors on `avatar` for anything but a JPEG, PNG or WebP of at most 24 megapixels
 */
export async function encodeAvatar(upload: File): Promise<{ key: string; bytes: Uint8Array<ArrayBuffer> }> {
  const source = new Uint8Array(await upload.arrayBuffer());
  const options = { limitInputPixels: MEGAPIXELS_MAX * 1_000_000, failOn: "error" } as const;
  try {
    const encoded = await sharp(source, options)
      .rotate()
      .resize(SIDE_PIXELS, SIDE_PIXELS, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer();
    return { key: `avatars/${randomBytes(16).toString("hex")}.webp`, bytes: new Uint8Array(encoded) };
  } catch (error) {
    if (error instanceof Error && error.message.includes("pixel limit")) {
      throw FieldErrors.of("avatar", "image_pixels", { max: MEGAPIXELS_MAX });
    }
    throw FieldErrors.of("avatar", "image_type");
  }
}
