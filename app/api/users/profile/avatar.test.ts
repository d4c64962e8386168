import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import * as media from "@/app/media/[...path]/route";
import { UPLOAD_MAX_BYTES } from "@/lib/platform/http/body";
import { as, type Client, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { CAMERA_NOTE, hugePng, largePicture, picture, upload } from "@/lib/testing/images";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** A satellite's number: well-formed, and refused by the profile's rules. */
const UNREACHABLE_PHONE = "+881612345678";

async function someone(): Promise<Client> {
  return as(shop, await createCustomer(shop));
}

function send(client: Client, file: File | string) {
  const form = new FormData();
  form.append("avatar", file);
  return client.patch(profile, { body: form });
}

/** The storage key in an answered address. */
function keyOf(address: string): string {
  expect(address.startsWith(`${shop.env.APP_URL}/media/`)).toBe(true);
  return address.slice(`${shop.env.APP_URL}/media/`.length);
}

async function fetchPicture(address: string): Promise<Buffer> {
  const answer = await guest().get(media, { params: { path: keyOf(address).split("/") } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("image/webp");
  return Buffer.from(answer.body);
}

describe("200", () => {
  test.each(["jpeg", "png", "webp"] as const)("a %s comes back as WebP of the same picture", async (format) => {
    const client = await someone();
    // The name and the declared type are the client's word only: what counts is what it decodes to.
    const answer = await send(client, upload(await picture(format), "me.svg", "image/svg+xml"));
    expect(answer.status).toBe(200);
    expect(answer.body.avatar).toMatch(/\/media\/avatars\/[0-9a-f]{32}\.webp$/);
    const { format: stored, width, height } = await sharp(await fetchPicture(answer.body.avatar)).metadata();
    expect({ stored, width, height }).toEqual({ stored: "webp", width: 40, height: 30 });
  });

  test("nothing of the camera's data is kept", async () => {
    const jpeg = await picture("jpeg");
    expect(jpeg.includes(CAMERA_NOTE)).toBe(true);
    const { body } = await send(await someone(), upload(jpeg));
    const stored = await fetchPicture(body.avatar);
    expect(stored.includes(CAMERA_NOTE)).toBe(false);
    const { exif, xmp, icc } = await sharp(stored).metadata();
    expect({ exif, xmp, icc }).toEqual({ exif: undefined, xmp: undefined, icc: undefined });
  });

  test("a large picture is made small, in its proportions", async () => {
    const { body } = await send(await someone(), upload(hugePng(4000, 2000)));
    const { width, height } = await sharp(await fetchPicture(body.avatar)).metadata();
    expect({ width, height }).toEqual({ width: 512, height: 256 });
  });

  test("a new picture has a new name and the old file is gone", async () => {
    const client = await someone();
    const first = (await send(client, upload(await picture("png")))).body.avatar;
    const second = (await send(client, upload(await picture("png")))).body.avatar;
    expect(second).not.toBe(first);
    expect(await shop.storage.find(keyOf(first))).toBeNull();
    expect(await shop.storage.find(keyOf(second))).not.toBeNull();
  });

  test("of pictures uploaded at once one is kept, the one that is answered from now on", async () => {
    const storage = memoryStorage();
    await serveWith(shop, { storage }, async () => {
      const client = await someone();
      const file = await picture("png");
      const answers = await Promise.all(Array.from({ length: 6 }, () => send(client, upload(file))));
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
      const { avatar } = (await client.get(profile)).body;
      expect([...storage.files.keys()]).toEqual([keyOf(avatar)]);
    });
  });

  test.each([
    ["null in JSON", { avatar: null }],
    ["an empty form field", new URLSearchParams({ avatar: "" })],
  ])("%s removes the picture and its file", async (_name, body) => {
    const client = await someone();
    const { avatar } = (await send(client, upload(await picture("png")))).body;
    expect((await client.patch(profile, { body })).body.avatar).toBeNull();
    expect(await shop.storage.find(keyOf(avatar))).toBeNull();
  });

  test("other changes leave the picture alone", async () => {
    const client = await someone();
    const { avatar } = (await send(client, upload(await picture("png")))).body;
    expect((await client.patch(profile, { body: { first_name: "Jane" } })).body.avatar).toBe(avatar);
    expect((await client.patch(profile, { body: { avatar } })).body.avatar).toBe(avatar);
    await fetchPicture(avatar);
  });
});

describe("400", () => {
  const IMAGE_TYPE = ["Upload a JPEG, PNG or WebP picture."];

  async function refused(file: File, expected: unknown) {
    const storage = memoryStorage();
    await serveWith(shop, { storage }, async () => {
      const client = await someone();
      const answer = await send(client, file);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ avatar: expected });
      expect((await client.get(profile)).body.avatar).toBeNull();
    });
    expect(storage.files.size).toBe(0);
  }

  test.each(["gif", "avif", "tiff"] as const)("a %s, though it is a picture", async (format) => {
    await refused(upload(await picture(format), "me.png", "image/png"), IMAGE_TYPE);
  });

  test("an SVG, whatever it calls itself", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    await refused(upload(Buffer.from(svg), "me.png", "image/png"), IMAGE_TYPE);
  });

  test.each([
    ["a text", Buffer.from("this is no picture")],
    ["an empty file", Buffer.alloc(0)],
    ["a PDF", Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj")],
  ])("%s", async (_name, bytes) => refused(upload(bytes, "me.jpg", "image/jpeg"), IMAGE_TYPE));

  test("half a picture", async () => {
    const whole = await picture("png");
    await refused(upload(whole.subarray(0, whole.length - 20)), IMAGE_TYPE);
  });

  test("more than 24 megapixels", async () => {
    await refused(upload(hugePng(6000, 4001)), ["The picture has more than 24 megapixels."]);
  });

  test("256 megapixels in a few kilobytes", async () => {
    const bomb = hugePng(16_000, 16_000);
    expect(bomb.length).toBeLessThan(64 * 1024);
    await refused(upload(bomb), ["The picture has more than 24 megapixels."]);
  });

  test("24 megapixels are still allowed", async () => {
    expect((await send(await someone(), upload(hugePng(6000, 4000)))).status).toBe(200);
  });

  test("another fault in the same form keeps the picture from being stored", async () => {
    const storage = memoryStorage();
    await serveWith(shop, { storage }, async () => {
      const form = new FormData();
      form.append("avatar", upload(await picture("png")));
      form.append("phone", UNREACHABLE_PHONE);
      expect((await (await someone()).patch(profile, { body: form })).status).toBe(400);
    });
    expect(storage.files.size).toBe(0);
  });

  test("a picture for an outdated version is not kept", async () => {
    const storage = memoryStorage();
    await serveWith(shop, { storage }, async () => {
      const form = new FormData();
      form.append("avatar", upload(await picture("png")));
      const headers = { "if-match": '"1-1-en"' };
      expect((await (await someone()).patch(profile, { body: form, headers })).status).toBe(412);
    });
    expect(storage.files.size).toBe(0);
  });
});

describe("413", () => {
  test("a picture of more than 2 MB; one of 2 MB is fine", async () => {
    const client = await someone();
    expect((await send(client, upload(await largePicture(UPLOAD_MAX_BYTES + 1)))).status).toBe(413);
    expect((await send(client, upload(await largePicture(UPLOAD_MAX_BYTES)))).status).toBe(200);
  });
});

describe("503", () => {
  test("a storage that cannot be written to leaves the old picture and all other fields", async () => {
    const storage = memoryStorage();
    await serveWith(shop, { storage }, async () => {
      const client = await someone();
      const { avatar } = (await send(client, upload(await picture("png")))).body;
      storage.failing.add("put");
      const form = new FormData();
      form.append("avatar", upload(await picture("jpeg")));
      form.append("first_name", "Changed");
      const answer = await client.patch(profile, { body: form });
      expect(answer.status).toBe(503);
      expect(answer.body).toEqual({ detail: "The service is temporarily unavailable. Please try again." });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await client.get(profile)).body).toMatchObject({ avatar, first_name: "John" });
      expect([...storage.files.keys()]).toEqual([keyOf(avatar)]);
    });
  });

  test("a storage that cannot remove the old file does not fail the change", async () => {
    const storage = memoryStorage();
    await serveWith(shop, { storage }, async () => {
      const client = await someone();
      const { avatar } = (await send(client, upload(await picture("png")))).body;
      storage.failing.add("remove");
      const answer = await send(client, upload(await picture("png")));
      expect(answer.status).toBe(200);
      expect(answer.body.avatar).not.toBe(avatar);
    });
  });

  test("a storage that cannot be read answers 503 for the picture", async () => {
    const storage = memoryStorage();
    await serveWith(shop, { storage }, async () => {
      const { avatar } = (await send(await someone(), upload(await picture("png")))).body;
      storage.failing.add("find");
      const answer = await guest().get(media, { params: { path: keyOf(avatar).split("/") } });
      expect(answer.status).toBe(503);
    });
  });
});
