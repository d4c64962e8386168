import { describe, expect, test } from "vitest";
import { canonicalEmail, maskEmail } from "@/lib/contact/email-rules";
import { emailText } from "@/lib/contact/schema";

/* Addresses by RFC 5321 and 5322, domains by UTS 46. */

/** What is kept of an address, or the keys of what is wrong with it. */
function read(address: string): unknown {
  const { success, data, error } = emailText.safeParse(address);
  return success ? data : error.issues.map(({ message }) => message);
}

test.each([
  ["john.doe@example.com", "john.doe@example.com"],
  [" John.DOE@Example.COM ", "john.doe@example.com"],
  ["john+shop@example.com", "john+shop@example.com"],
  ["john&mary@example.com", "john&mary@example.com"],
  ["o'brien@example.com", "o'brien@example.com"],
  ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
  ["a@b.co", "a@b.co"],
  ["a@x-1.example", "a@x-1.example"],
  ["a@3com.com", "a@3com.com"],
  ["a@mail.example.co.uk", "a@mail.example.co.uk"],
  [`${"x".repeat(64)}@example.com`, `${"x".repeat(64)}@example.com`],
  ["info@müller-küche.de", "info@xn--mller-kche-9dbg.de"],
  ["info@MÜLLER-KÜCHE.DE", "info@xn--mller-kche-9dbg.de"],
  ["info@mu\u0308ller-ku\u0308che.de", "info@xn--mller-kche-9dbg.de"],
  ["info@xn--mller-kche-9dbg.de", "info@xn--mller-kche-9dbg.de"],
  ["info@straße.example", "info@xn--strae-oqa.example"],
  ["info@ışık.com.tr", "info@xn--k-ekaa7p.com.tr"],
  ["info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"],
  ["info@مثال.السعودية", "info@xn--mgbh0fb.xn--mgberp4a5d4ar"],
  ["info@例え。jp", "info@xn--r8jz45g.jp"],
  ["\u202bleyla@example.com\u200f\ufeff", "leyla@example.com"],
])("%j is taken, and compared as %s", (written, canonical) => {
  expect(read(written)).toEqual(expect.any(String));
  expect(canonicalEmail(written)).toBe(canonical);
});

test.each([
  ["", "blank"],
  ["  ", "blank"],
  ["john", "email"],
  ["@example.com", "email"],
  ["john@", "email"],
  ["john@localhost", "email"],
  ["john@@example.com", "email"],
  ["john doe@example.com", "email"],
  ["john@exa mple.com", "email"],
  ["john,@example.com", "email"],
  ["john<x>@example.com", "email"],
  ['"john"@example.com', "email"],
  [".john@example.com", "email"],
  ["john.@example.com", "email"],
  ["jo..hn@example.com", "email"],
  ["john@example..com", "email"],
  ["john@example.com.", "email"],
  ["john@-example.com", "email"],
  ["john@[127.0.0.1]", "email"],
  ["john@127.0.0.1", "email"],
  ["john@0x7f.1", "email"],
  ["john@example.com/x", "email"],
  ["john@example.com:25", "email"],
  ["john@exa%6dple.com", "email"],
  ["john@example.com\nBcc: all@example.com", "email"],
  [`${"x".repeat(65)}@example.com`, "email"],
  [`x@${"a".repeat(64)}.com`, "email"],
  [`x@${`${"a".repeat(60)}.`.repeat(5)}com`, "email"],
  ["ıpek@example.com", "email_character"],
  ["يحيى@example.com", "email_character"],
  ["me😀@example.com", "email_character"],
  ["ipek@gmaıl.com", "email_character"],
  ["ipek@HOTMAİL.com", "email_character"],
])("%j is refused as %s", (written, key) => {
  expect(read(written)).toEqual([key]);
});

describe("a character that no mailbox takes", () => {
  test.each([
    ["ıpek@example.com", "ı"],
    ["ipek@gmaıl.com", "ı"],
    ["me😀@example.com", "😀"],
  ])("is named in %s", (address, character) => {
    expect(emailText.safeParse(address).error?.issues).toEqual([expect.objectContaining({ params: { character } })]);
  });
});

test.each([
  ["john@example.com", "j•••@example.com"],
  ["j@example.com", "j•••@example.com"],
])("%s is shown as %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
