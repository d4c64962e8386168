import { describe, expect, test } from "vitest";
import { contentTypeOf, escapingOf, fillTemplate } from "@/lib/platform/request-template";

const MESSAGE = {
  to: "+905551234567",
  text: "Kodunuz 493817: \"çĞıİşü\" <b>&amp;'x'</b> \\n {code} {to} 100%20+1=2;\n\tرمز 😀\r\n\n@shop.example #493817",
  code: "493817",
};
const VALUES = [MESSAGE.to, MESSAGE.text, MESSAGE.code];

describe("a filled template has the message's values as they are", () => {
  test("in JSON", () => {
    const { sms } = JSON.parse(fillTemplate('{"sms": [["{to}", "{text}", "{code}"]]}', MESSAGE, "json"));
    expect(sms).toEqual([VALUES]);
  });

  test("in a form or an address", () => {
    const filled = fillTemplate("to={to}&text={text}&code={code}", MESSAGE, "form");
    expect([...new URLSearchParams(filled).values()]).toEqual(VALUES);
    // A blank as %20 is read alike in forms, queries and paths.
    expect(filled).not.toContain("+");
  });

  test("in XML, where control characters cannot be written at all", () => {
    const text = `<a> & "b" 'c'\r\n\td\u0000`;
    const escaped = "&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;&#13;&#10;&#9;d";
    expect(fillTemplate('<sms text="{text}"/>', { ...MESSAGE, text }, "xml")).toBe(`<sms text="${escaped}"/>`);
  });

  test("in plain text, with digits alone where no plus sign is wanted, and nothing for no code", () => {
    const filled = fillTemplate("{to_digits}\n{text}\n{code}", { ...MESSAGE, code: null }, "none");
    expect(filled).toBe(`905551234567\n${MESSAGE.text}\n`);
  });
});

test.each([
  ["application/json", "json"],
  ["application/problem+json; charset=UTF-8", "json"],
  ["application/x-www-form-urlencoded", "form"],
  ["text/xml", "xml"],
  ['text/plain; charset="utf-8"', "none"],
  ["multipart/form-data", null],
  ["text/xml; charset=iso-8859-9", null],
])("%s asks for the escaping %j", (type, escaping) => {
  expect(escapingOf(contentTypeOf({ "Content-Type": type }))).toBe(escaping);
});
