import { describe, expect, test } from "vitest";
import { emailText } from "@/lib/platform/fields";

describe("an e-mail address", () => {
  test("is freed of the marks that come along when it is copied from right-to-left text", () => {
    const copied = "\u202b\u200eleyla@example.com\u200f\u202c\ufeff ";
    expect(emailText.parse(copied)).toBe("leyla@example.com");
  });

  test.each([
    ["ıpek@example.com", "ı"],
    ["ipek@EXAMPLE.COM.TRİ", "İ"],
    ["يحيى@example.com", "ي"],
    ["me😀@example.com", "😀"],
  ])("%s is refused by naming the character that is at fault", (address, character) => {
    const { error } = emailText.safeParse(address);
    expect(error?.issues).toEqual([expect.objectContaining({ message: "email_character", params: { character } })]);
  });

  test.each(["", "  ", "\u200f"])("%j is blank, and nothing else besides", (address) => {
    expect(emailText.safeParse(address).error?.issues.map(({ message }) => message)).toEqual(["blank"]);
  });
});
