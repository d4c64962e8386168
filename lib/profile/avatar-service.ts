import { randomBytes } from "node:crypto";
import pLimit from "p-limit";
import sharp from "sharp";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { isPictureAddress } from "@/lib/profile/rules";
import { avatarUrl } from "@/lib/profile/view";

/* An uploaded picture is never served as it came: it is decoded, limited, turned upright and encoded anew. */

const MEGAPIXELS_MAX = 24;
/** Longer lines cost as much to decode as whole pictures. */
const SIDE_MAX = 12_000;
const SIDE_PIXELS = 512;
/** Decoding takes a processor: signed-in uploads must not take them all. */
const atOnce = pLimit(2);
/** Each has its upload in memory. */
const WAITING_MAX = 16;
const RETRY_SECONDS = 5;

// libvips also reads SVG, PDF, AVIF, TIFF and more, each with its own history of holes: only three formats come in.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});

/**
 * Turns an upload into a WebP picture. @returns its bytes and a fresh storage key that cannot be guessed
 * @throws FieldErrors on `avatar` for anything but a JPEG, PNG or WebP of at most 24 megapixels and 12,000 pixels a side;
 *   AppError `unavailable` when too many are waiting
 */
export async function encodeAvatar(upload: File): Promise<{ key: string; bytes: Uint8Array<ArrayBuffer> }> {
  if (atOnce.pendingCount >= WAITING_MAX)
    throw new AppError("unavailable", { values: { missing: "uploads" }, retryAfterSeconds: RETRY_SECONDS });
  const source = new Uint8Array(await upload.arrayBuffer());
  const options = { limitInputPixels: MEGAPIXELS_MAX * 1_000_000, failOn: "error" } as const;
  try {
    const encoded = await atOnce(async () => {
      const { width, height } = await sharp(source, options).metadata();
      if (Math.max(width, height) > SIDE_MAX) throw FieldErrors.of("avatar", "image_side", { max: SIDE_MAX });
      return sharp(source, options)
        .rotate()
        .resize(SIDE_PIXELS, SIDE_PIXELS, { fit: "inside", withoutEnlargement: true })
        .webp({ quality: 82 })
        .toBuffer();
    });
    return { key: `avatars/${randomBytes(16).toString("hex")}.webp`, bytes: new Uint8Array(encoded) };
  } catch (error) {
    if (error instanceof FieldErrors) throw error;
    if (error instanceof Error && error.message.includes("pixel limit")) {
      throw FieldErrors.of("avatar", "image_pixels", { max: MEGAPIXELS_MAX });
    }
    throw FieldErrors.of("avatar", "image_type");
  }
}

/**
 * Stores the picture of a change. @param avatar null removes it; the address that a GET gave changes nothing
 * @returns the column's new value, or undefined for no change @throws FieldErrors on `avatar`; UnavailableError
 */
export async function storeAvatar(
  deps: Deps,
  customer: CustomerRow,
  avatar: File | string | null | undefined,
): Promise<string | null | undefined> {
  if (avatar === undefined || avatar === null) return avatar;
  if (typeof avatar === "string") {
    if (avatar === avatarUrl(customer.avatar, deps.env.APP_URL)) return undefined;
    throw FieldErrors.of("avatar", "avatar_not_file");
  }
  const { key, bytes } = await encodeAvatar(avatar);
  await deps.storage.put(key, { bytes, contentType: "image/webp" });
  return key;
}

/**
 * Removes a picture, unless it is an address that the customer gave. It never throws: a file that nobody refers to costs
 * disk space only.
 */
export async function removeAvatar(deps: Deps, avatar: string | null | undefined): Promise<void> {
  if (!avatar || isPictureAddress(avatar)) return;
  await deps.storage
    .remove(avatar)
    .catch((error: unknown) => deps.log.warn({ err: error }, "failed to remove picture"));
}
