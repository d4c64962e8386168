import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { clientWith } from "@/lib/testing/client";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as media from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function storedFile() {
  const key = `avatars/${randomBytes(16).toString("hex")}.webp`;
  const bytes = new Uint8Array(randomBytes(64));
  await shop.storage.put(key, { bytes, contentType: "image/webp" });
  return { bytes, path: key.split("/") };
}

describe("200", () => {
  test("the very bytes, sandboxed, for the browser that asked and no shared cache", async () => {
    const { bytes, path } = await storedFile();
    const { status, headers, body } = await clientWith({}).get(media, { params: { path } });
    expect(status).toBe(200);
    expect(body).toEqual(bytes);
    expect(headers.get("content-type")).toBe("image/webp");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(headers.get("cache-control")).toMatch(/^private,.*immutable$/);
  });

  test("HEAD without the bytes", async () => {
    const { path } = await storedFile();
    const { status, headers, body } = await clientWith({}).head(media, { params: { path } });
    expect({ status, length: body.length, type: headers.get("content-type") }).toEqual({
      status: 200,
      length: 0,
      type: "image/webp",
    });
  });
});

describe("404", () => {
  test("whatever else the storage holds is not for everybody", async () => {
    const key = `exports/${randomBytes(16).toString("hex")}.json`;
    await shop.storage.put(key, { bytes: new Uint8Array([123, 125]), contentType: "application/json" });
    const answer = await clientWith({}).get(media, { params: { path: key.split("/") } });
    expect(answer.status).toBe(404);
  });

  test("what is not there, what is a folder, what lies below a file, what leads out of the storage", async () => {
    const { path } = await storedFile();
    const paths = [["avatars", "gone.webp"], ["avatars"], [...path, "below"], ["..", "etc", "passwd"], ["", "etc"]];
    for (const wrong of [...paths, ["avatars/../../x"], ["%2e%2e"], ["a\u0000b"], ["Ä"], ["x".repeat(5000)], [""]]) {
      const answer = await clientWith({}).get(media, { params: { path: wrong } });
      expect([wrong, answer.status]).toEqual([wrong, 404]);
      expect(answer.body).toEqual({ detail: "Not found.", code: "not_found" });
    }
  });
});
