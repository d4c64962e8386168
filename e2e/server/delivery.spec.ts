import { readdirSync } from "node:fs";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { SECURITY_HEADERS } from "@/lib/platform/http/security-headers.mjs";

/* How pages and the files of the build reach browsers: small, safe, and no more often than needed. */

const GUARDS = Object.fromEntries(Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]));

test.describe("a file of the build", () => {
  for (const [accepted, encoding] of [
    ["br, gzip", "br"],
    ["gzip", "gzip"],
    ["identity", undefined],
  ] as const) {
    test(`comes ${encoding ? `in ${encoding}` : "as it is"} to who accepts ${accepted}, always the same`, async ({
      request,
    }) => {
      const file = await scriptOf(request, "/login");
      const plain = await (await request.get(file, { headers: { "accept-encoding": "identity" } })).text();
      const answer = await request.get(file, { headers: { "accept-encoding": accepted } });
      expect(answer.status()).toBe(200);
      expect(answer.headers()["content-encoding"]).toBe(encoding);
      expect(answer.headers().vary).toMatch(/accept-encoding/i);
      expect(await answer.text()).toBe(plain);
    });
  }

  test("is kept for a year by browsers, and asked for again without being sent again", async ({ request }) => {
    const file = await scriptOf(request, "/login");
    const first = await request.get(file);
    expect(first.headers()["cache-control"]?.split(/,\s*/)).toEqual(["public", "max-age=31536000", "immutable"]);
    const etag = first.headers().etag ?? "";
    expect(etag).not.toBe("");
    expect((await request.get(file, { headers: { "if-none-match": etag } })).status()).toBe(304);
  });

  test("has the headers that keep browsers from misusing it", async ({ request }) => {
    const answer = await request.get(await scriptOf(request, "/login"));
    expect(answer.headers()).toMatchObject(GUARDS);
    expect(answer.headers()["content-type"]).toMatch(/^(?:application|text)\/javascript/);
  });

  test("is sent in part to who asks for a part", async ({ request }) => {
    const file = await scriptOf(request, "/login");
    const answer = await request.get(file, { headers: { range: "bytes=0-99", "accept-encoding": "identity" } });
    expect([answer.status(), (await answer.body()).length]).toEqual([206, 100]);
  });

  for (const outside of ["..%2fBUILD_ID", "%2e%2e/BUILD_ID", "..%5cBUILD_ID", "chunks/no-such-file.js", "%ff", "%00"]) {
    test(`is the only thing served there: ${outside} is not found`, async ({ request }) => {
      const answer = await request.get(`/_next/static/${outside}`);
      expect(answer.status()).toBeGreaterThanOrEqual(400);
      expect(answer.status()).toBeLessThan(500);
      expect(answer.headers()["cache-control"] ?? "").not.toContain("immutable");
    });
  }
});

test.describe("a page", () => {
  test("comes in Brotli, and is kept by nobody", async ({ request }) => {
    const answer = await request.get("/login", { headers: { "accept-encoding": "br, gzip" } });
    expect(answer.headers()["content-encoding"]).toBe("br");
    expect(answer.headers()["cache-control"]).toContain("no-store");
    expect(await answer.text()).toMatch(/<\/html>\s*$/);
  });

  test("has the headers that keep browsers from misusing it", async ({ request }) => {
    const answer = await request.get("/login");
    expect(answer.headers()).toMatchObject(GUARDS);
    expect(answer.headers()["content-security-policy"]).toContain("default-src 'self'");
  });
});

test.describe("a file of public/", () => {
  for (const name of readdirSync("public")) {
    test(`${name} is kept for a day and comes without a page's policy`, async ({ request }) => {
      const answer = await request.get(`/${name}`);
      expect(answer.status()).toBe(200);
      expect(answer.headers()).toMatchObject({ "cache-control": "public, max-age=86400", ...GUARDS });
      expect(answer.headers()["content-security-policy"]).toBeUndefined();
    });
  }

  test("is there for each icon that a page and the manifest name", async ({ request }) => {
    const page = await (await request.get("/login")).text();
    const linked = [...page.matchAll(/<link rel="(?:icon|apple-touch-icon|manifest)" href="([^"?]+)/g)].map(
      ([, to]) => to,
    );
    const { icons } = await (await request.get("/manifest.webmanifest")).json();
    const named = [...linked, ...icons.map(({ src }: { src: string }) => src)];
    expect(named.length).toBeGreaterThan(6);
    for (const file of named) expect([file, (await request.get(file)).status()]).toEqual([file, 200]);
  });
});

test("the manifest opens the account, and the till in the browser's language", async ({ request }) => {
  const answer = await request.get("/manifest.webmanifest", { headers: { "accept-language": "tr" } });
  expect(answer.headers()).toMatchObject({ "content-type": "application/manifest+json", ...GUARDS });
  expect(await answer.json()).toMatchObject({
    ...{ lang: "tr", dir: "ltr", start_url: "/account", display: "standalone" },
    shortcuts: [{ name: "Kasada göster", url: "/account/loyalty/till" }],
  });
});

test.describe(".well-known", () => {
  test("leads password managers to where a password is changed", async ({ request }) => {
    const answer = await request.get("/.well-known/change-password", { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location]).toEqual([307, "/account/security"]);
  });

  for (const name of ["security.txt", "resource-that-should-not-exist-whose-status-code-should-not-be-200"]) {
    test(`answers 404 for ${name}, which this shop does not have`, async ({ request }) => {
      expect((await request.get(`/.well-known/${name}`)).status()).toBe(404);
    });
  }
});

async function scriptOf(request: APIRequestContext, page: string): Promise<string> {
  const html = await (await request.get(page)).text();
  const [script] = html.match(/\/_next\/static\/[^"\\]+\.js/) ?? [];
  if (!script) throw new Error(`${page} has no script of the build.`);
  return script;
}
