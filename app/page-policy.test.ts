import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { NONCE_HEADER, PATH_HEADER, proxy } from "@/proxy";

const NONCE = /'nonce-([A-Za-z0-9+/]{22}==)'/;

/** What a page's answer is sent with, and what the page itself is told. */
function answerTo(path: string, headers: Record<string, string> = {}) {
  const response = proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));
  const told = (name: string) => response.headers.get(`x-middleware-request-${name}`);
  return { headers: response.headers, told };
}

test("each page has a nonce of its own, the same in its policy and for its own scripts, and is kept by nobody", () => {
  const answers = [answerTo("/account?x=1"), answerTo("/account?x=1", { [NONCE_HEADER]: "planted" })];
  const nonces = answers.map(({ headers, told }) => {
    const nonce = NONCE.exec(headers.get("content-security-policy") ?? "")?.[1];
    expect(told(NONCE_HEADER)).toBe(nonce);
    expect(told(PATH_HEADER)).toBe("/account?x=1");
    expect(told("content-security-policy")).toBe(headers.get("content-security-policy"));
    expect(headers.get("cache-control")).toBe("no-store");
    return nonce;
  });
  expect(nonces).toEqual([expect.any(String), expect.any(String)]);
  expect(nonces[0]).not.toBe(nonces[1]);
});

test("a link in a mail opens in the mail's language, where none was chosen on the device", () => {
  const mailed = answerTo("/undo?key=1&lang=tr", { cookie: "theme=dark" });
  expect(mailed.told("cookie")).toBe("theme=dark; locale=tr");
  expect(mailed.headers.get("set-cookie")).toMatch(/^locale=tr; Path=\/;.* Max-Age=31536000; SameSite=lax$/i);

  for (const { path, cookie } of [
    { path: "/undo?key=1&lang=tr", cookie: "locale=de" },
    { path: "/undo?key=1&lang=xx", cookie: "theme=dark" },
    { path: "/undo?key=1", cookie: "theme=dark" },
  ]) {
    const other = answerTo(path, { cookie });
    expect([other.told("cookie"), other.headers.get("set-cookie")]).toEqual([cookie, null]);
  }
});
