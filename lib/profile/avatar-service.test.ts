import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { CAMERA_NOTE, hugePng, picture, upload } from "@/lib/testing/images";
import { encodeAvatar } from "./avatar-service";

async function keptAs(bytes: Uint8Array) {
  // The name and the declared type are the client's word only: what counts is what it decodes to.
  const encoded = await encodeAvatar(upload(bytes, "me.svg", "image/svg+xml"));
  return { ...encoded, ...(await sharp(encoded.bytes).metadata()) };
}

describe("encodeAvatar", () => {
  test.each(["jpeg", "png", "webp"] as const)(
    "keeps a %s as WebP of the same size, under a name of its own",
    async (format) => {
      const source = await picture(format);
      const { key, ...kept } = await keptAs(source);
      expect(kept).toMatchObject({ format: "webp", width: 40, height: 30 });
      expect(key).toMatch(/^avatars\/[0-9a-f]{32}\.webp$/);
      expect((await keptAs(source)).key).not.toBe(key);
    },
  );

  test("keeps nothing of the camera's data", async () => {
    const jpeg = await picture("jpeg");
    expect(jpeg.includes(CAMERA_NOTE)).toBe(true);
    const { bytes, exif, xmp, icc } = await keptAs(jpeg);
    expect(Buffer.from(bytes).includes(CAMERA_NOTE)).toBe(false);
    expect({ exif, xmp, icc }).toEqual({ exif: undefined, xmp: undefined, icc: undefined });
  });

  test("decodes two at once, whoever else waits", async () => {
    const bytes = hugePng(3000, 2000);
    let isDone = false;
    let most = 0;
    const all = Promise.all(Array.from({ length: 8 }, () => encodeAvatar(upload(bytes)))).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const { queue, process } = sharp.counters();
      most = Math.max(most, queue + process);
      await new Promise(setImmediate);
    }
    await all;
    // One that ends is counted for a moment beside the one that takes its turn; without turns it would be all eight.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(4);
  });

  test("makes a large picture small, in its proportions, up to 24 megapixels", async () => {
    expect(await keptAs(hugePng(6000, 4000))).toMatchObject({ width: 512, height: 341 });
  });

  test.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ["a GIF", () => picture("gif")],
    ["an AVIF", () => picture("avif")],
    ["a TIFF", () => picture("tiff")],
    ["an SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ["a text", () => Buffer.from("this is no picture")],
    ["an empty file", () => Buffer.alloc(0)],
    ["a PDF", () => Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj")],
    ["half a picture", async () => (await picture("png")).subarray(0, -20)],
  ])("refuses %s, whatever it calls itself", async (_name, source) => {
    const file = upload(await source(), "me.png", "image/png");
    await expect(encodeAvatar(file)).rejects.toMatchObject({ fields: { avatar: [{ key: "image_type" }] } });
  });

  test.each([
    ["24 megapixels and a few", 6000, 4001],
    ["256 megapixels in a few kilobytes", 16_000, 16_000],
  ])("refuses %s", async (_name, width, height) => {
    const bytes = hugePng(width, height);
    expect(bytes.length).toBeLessThan(64 * 1024);
    await expect(encodeAvatar(upload(bytes))).rejects.toMatchObject({
      fields: { avatar: [{ key: "image_pixels", values: { max: 24 } }] },
    });
  });

  test.each([
    [12_001, 1],
    [3, 8_000_000],
  ])("refuses %i × %i pixels: a side costs as much as an area", async (width, height) => {
    await expect(encodeAvatar(upload(hugePng(width, height)))).rejects.toMatchObject({
      fields: { avatar: [{ key: expect.stringMatching(/^image_(?:side|pixels|type)$/) }] },
    });
  });
});
