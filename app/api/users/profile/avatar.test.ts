import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import * as media from "@/app/media/[...path]/route";
import { UPLOAD_MAX_BYTES } from "@/lib/platform/http/body";
import { as, type Client, guest, statusAndBody } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { largePicture, picture, upload } from "@/lib/testing/images";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as profile from "./route";

/* Which pictures are taken, and what of them is kept, stands in lib/profile/avatar-service.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** Does some work of a customer in a shop with a storage in memory. */
async function withStorage(work: (client: Client, storage: ReturnType<typeof memoryStorage>) => Promise<void>) {
  const storage = memoryStorage();
  await serveWith(shop, { storage }, async () => work(await as(shop, await createCustomer(shop)), storage));
}

function send(client: Client, file: Uint8Array, more: Record<string, string> = {}, headers = {}) {
  const form = new FormData();
  form.append("avatar", upload(file));
  for (const [name, value] of Object.entries(more)) form.append(name, value);
  return client.patch(profile, { body: form, headers });
}

async function uploaded(client: Client): Promise<string> {
  const { status, body } = await send(client, await picture("png"));
  expect(status).toBe(200);
  return body.avatar;
}

/** The storage key in an answered address. */
function keyOf(address: string): string {
  expect(address.startsWith(`${shop.env.APP_URL}/media/`)).toBe(true);
  return address.slice(`${shop.env.APP_URL}/media/`.length);
}

const fetchPicture = (address: string) => guest().get(media, { params: { path: keyOf(address).split("/") } });

describe("200", () => {
  test("an upload is served as WebP; the next one has a new name, and the old file is gone", () =>
    withStorage(async (client, storage) => {
      const [first, second] = [await uploaded(client), await uploaded(client)];
      expect([...storage.files.keys()]).toEqual([keyOf(second)]);
      expect(second).not.toBe(first);
      const { status, headers, body } = await fetchPicture(second);
      expect([status, headers.get("content-type")]).toEqual([200, "image/webp"]);
      expect(await sharp(Buffer.from(body)).metadata()).toMatchObject({ format: "webp", width: 40, height: 30 });
    }));

  test("of pictures uploaded at once one is kept, the one that is answered from now on", () =>
    withStorage(async (client, storage) => {
      await Promise.all(Array.from({ length: 6 }, () => uploaded(client)));
      expect([...storage.files.keys()]).toEqual([keyOf((await client.get(profile)).body.avatar)]);
    }));

  test.each([
    ["null in JSON", { avatar: null }],
    ["an empty form field", new URLSearchParams({ avatar: "" })],
  ])("%s removes the picture and its file; anything else leaves it alone", (_name, body) =>
    withStorage(async (client, storage) => {
      const avatar = await uploaded(client);
      for (const other of [{ first_name: "Jane" }, { avatar }]) {
        expect((await client.patch(profile, { body: other })).body.avatar).toBe(avatar);
      }
      expect(storage.files.size).toBe(1);
      expect((await client.patch(profile, { body })).body.avatar).toBeNull();
      expect(storage.files.size).toBe(0);
    }),
  );

  test("an old file that cannot be removed does not fail the change", () =>
    withStorage(async (client, storage) => {
      const avatar = await uploaded(client);
      storage.failing.add("remove");
      expect(await uploaded(client)).not.toBe(avatar);
    }));
});

test.each([
  ["400", "no picture", Buffer.from("text"), {}, {}],
  ["400", "the address of another picture", { avatar: "https://example.com/me.jpg" }, {}, {}],
  ["400", "a fault in another field", null, { phone: "+881612345678" }, {}],
  ["412", "an outdated version", null, {}, { "if-match": '"0-1-en"' }],
  ["413", "more than 2 MB", largePicture(UPLOAD_MAX_BYTES + 1), {}, {}],
])("%s for %s: nothing is kept", (status, _name, sent, more, headers) =>
  withStorage(async (client, storage) => {
    const file = await (sent ?? picture("png"));
    const answer = await ("avatar" in file ? client.patch(profile, { body: file }) : send(client, file, more, headers));
    expect(answer.status).toBe(Number(status));
    expect((await client.get(profile)).body.avatar).toBeNull();
    expect(storage.files.size).toBe(0);
  }),
);

test("2 MB are fine", () =>
  withStorage(async (client) => {
    expect((await send(client, await largePicture(UPLOAD_MAX_BYTES))).status).toBe(200);
  }));

test("503 from a storage that cannot be written to or read; the old picture and all other fields stay", () =>
  withStorage(async (client, storage) => {
    const avatar = await uploaded(client);
    storage.failing.add("put").add("find");
    const answer = await send(client, await picture("jpeg"), { first_name: "Changed" });
    expect(statusAndBody(answer)).toEqual({
      status: 503,
      body: { detail: "The service is temporarily unavailable. Please try again.", code: "unavailable" },
    });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await client.get(profile)).body).toMatchObject({ avatar, first_name: "John" });
    expect([...storage.files.keys()]).toEqual([keyOf(avatar)]);
    expect((await fetchPicture(avatar)).status).toBe(503);
  }));
