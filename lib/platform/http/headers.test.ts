import { describe, expect, test } from "vitest";
import { acceptedVersions, customerEtag } from "@/lib/customers/rules";
import { clientAddress, readAddress } from "@/lib/platform/http/client-address";
import { parseCookies, setCookieLine } from "@/lib/platform/http/cookies";
import { isUnmodified } from "@/lib/platform/http/etag";

describe("cookies", () => {
  test.each([
    [null, ""],
    ["", ""],
    ["undefined", ""],
    ["a=1", "a:1"],
    ["a=1; b=2;c=3", "a:1 b:2 c:3"],
    ["a=b=c==", "a:b=c=="],
    [" a = 1 ", "a:1"],
    ["=1; ;;; b", ""],
    ["a=", "a:"],
    ["a=1; a=2", "a:1 a:2"],
  ])("%j is read as %j", (header, cookies) => {
    const read = parseCookies(header).map(({ name, value }) => `${name}:${value}`);
    expect(read.join(" ")).toBe(cookies);
  });

  test("are for the whole site and SameSite=Lax, HttpOnly and Secure as told", () => {
    const closed = setCookieLine(
      { APP_URL: "https://shop.example" },
      { name: "a", value: "1" },
      { maxAgeSeconds: 60, httpOnly: true },
    );
    expect(closed).toBe("a=1; Path=/; Max-Age=60; SameSite=Lax; HttpOnly; Secure");
    const open = setCookieLine(
      { APP_URL: "http://localhost:3000" },
      { name: "a", value: "" },
      { maxAgeSeconds: 0, httpOnly: false },
    );
    expect(open).toBe("a=; Path=/; Max-Age=0; SameSite=Lax");
  });
});

describe("entity tags", () => {
  const etag = customerEtag({ id: 12, version: 3 }, "en");

  test("name the customer, the version and the language", () => {
    const others = [
      customerEtag({ id: 13, version: 3 }, "en"),
      customerEtag({ id: 12, version: 4 }, "en"),
      customerEtag({ id: 12, version: 3 }, "tr"),
    ];
    expect(new Set([etag, ...others]).size).toBe(4);
    expect(etag).toMatch(/^"[^"]+"$/);
  });

  test.each([
    [null, null],
    ["*", null],
    [" * ", null],
    [etag, [3]],
    [`"12-1-tr", ${etag}`, [1, 3]],
    // As a compressing proxy hands it over.
    [`W/${etag}`, [3]],
    [`"12-1-tr", W/${etag}`, [1, 3]],
    [`w/${etag}`, []],
    [`W/ ${etag}`, []],
    ['"13-3-en"', []],
    ['"12-2147483647-en"', [2_147_483_647]],
    ['"12-2147483648-en"', []],
    ['"12-99999999999-en"', []],
    ["", []],
    ["rubbish", []],
    ['"12-3-en', []],
  ])("If-Match %j accepts %j", (header, versions) => {
    expect(acceptedVersions(header, 12)).toEqual(versions);
  });

  test.each([
    [null, false],
    [etag, true],
    [`W/${etag}`, true],
    [`"x", ${etag}`, true],
    ["*", true],
    ['"x"', false],
    [etag.slice(1, -1), false],
  ])("If-None-Match %j: unmodified is %j", (header, unmodified) => {
    expect(isUnmodified(header, etag)).toBe(unmodified);
  });
});

// What clients write themselves, on the left, never moves the address.
test.each([
  [null, 0, "unknown"],
  ["203.0.113.9", 0, "203.0.113.9"],
  ["1.1.1.1, 2.2.2.2, 203.0.113.9", 0, "203.0.113.9"],
  ["203.0.113.9, 10.0.0.1", 1, "203.0.113.9"],
  ["1.1.1.1, 203.0.113.9, 10.0.0.1", 1, "203.0.113.9"],
  ["1.1.1.1, unknown, 203.0.113.9, 10.0.0.1", 1, "203.0.113.9"],
  ["1.1.1.1, 203.0.113.9, 10.0.0.2, 10.0.0.1", 2, "203.0.113.9"],
  ["203.0.113.9", 3, "203.0.113.9"],
  ["203.0.113.9,", 0, "unknown"],
])("X-Forwarded-For %j behind %i proxies of ours is %s", (header, proxies, ip) => {
  const headers = new Headers(header === null ? {} : { "x-forwarded-for": header });
  expect(clientAddress(headers, proxies).ip).toBe(ip);
});

// However a proxy writes an address, limits count it once, and an IPv6 subscriber's whole /64 as one.
test.each([
  ["198.51.100.9", "198.51.100.9", "198.51.100.9"],
  ["198.51.100.9:51344", "198.51.100.9", "198.51.100.9"],
  ["::ffff:198.51.100.9", "198.51.100.9", "198.51.100.9"],
  ["[::ffff:198.51.100.9]:443", "198.51.100.9", "198.51.100.9"],
  ["2001:db8:1:2::1", "2001:db8:1:2::1", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:0000:0000:0000:0001", "2001:db8:1:2::1", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::abcd", "2001:db8:1:2:ffff::abcd", "2001:db8:1:2::/64"],
  ["[2001:db8::5]:443", "2001:db8::5", "2001:db8::/64"],
  ["[2001:db8::5]", "2001:db8::5", "2001:db8::/64"],
  ["fe80::1%eth0", "fe80::1", "fe80::/64"],
  ["", "unknown", "unknown"],
  ["unknown", "unknown", "unknown"],
  ["1", "unknown", "unknown"],
  ["0x7f.1", "unknown", "unknown"],
  ["198.51.100.999", "unknown", "unknown"],
  ["evil<script>", "unknown", "unknown"],
  ["f".repeat(46), "unknown", "unknown"],
])("%j is the address %s of the network %s", (written, ip, network) => {
  expect(readAddress(written)).toEqual({ ip, network });
});
