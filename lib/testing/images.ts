import { deflateSync } from "node:zlib";
import sharp from "sharp";

/* Pictures of the test's own making, so that what is in them is known. */

const RED = { r: 200, g: 30, b: 30 };
const blank = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: RED } });

/** A picture file as a browser would upload it. */
export function upload(bytes: Uint8Array, name = "picture", type = "application/octet-stream"): File {
  return new File([new Uint8Array(bytes)], name, { type });
}

/** What a phone's camera adds to every picture. */
export const CAMERA_NOTE = "Taken at home";

/** A picture of 40 × 30 pixels; the JPEG carries EXIF data. */
export async function picture(format: "jpeg" | "png" | "webp" | "gif" | "avif" | "tiff"): Promise<Buffer> {
  const image = blank(40, 30);
  if (format === "jpeg")
    return image
      .withExif({ IFD0: { ImageDescription: CAMERA_NOTE } })
      .jpeg()
      .toBuffer();
  return image.toFormat(format).toBuffer();
}

/** A JPEG of noise, which cannot be compressed: at least `bytes` long, and still a picture. */
export async function largePicture(bytes: number): Promise<Uint8Array> {
  const small = await picture("jpeg");
  const padded = new Uint8Array(bytes);
  padded.set(small);
  return padded;
}

/** A valid black-and-white PNG: tens of kilobytes that decode to as many pixels as one likes. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** CRC-32 as PNG wants it (ISO 3309); `zlib.crc32` is newer than the oldest Node we run on. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
