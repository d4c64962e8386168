import { describe, expect, test } from "vitest";
import { assertPasswordNotGuessable } from "./password-rules";

const alma = { email: "a.kravitz.77@example.com", phone: "+905321234567", firstName: "Alma", lastName: "Kravitz" };
const judge = (password: string, own: Partial<typeof alma> = {}) =>
  assertPasswordNotGuessable(password, { ...alma, ...own }, "password");
const refusedFor = (key: string) => expect.objectContaining({ fields: { password: [{ key }] } });

describe("assertPasswordNotGuessable", () => {
  test.each(["password", "PASSWORD123", "Password1", "iloveyou", "sunshine1", "qwertyuiop"])(
    "refuses %s, which is tried first, with whatever digits behind it",
    (password) => {
      expect(() => judge(password)).toThrow(refusedFor("password_common"));
    },
  );

  test.each([
    ["the address", "a.kravitz.77@example.com", {}],
    ["the mailbox with a digit", "a.kravitz.771", {}],
    ["both names", "AlmaKravitz-1", {}],
    ["both names the other way round", "Kravitz Alma", {}],
    ["the number", "+905321234567", {}],
    ["the number without its country", "05321234567", {}],
    ["a name in other letters", "ipek ışıl", { firstName: "İpek", lastName: "Işıl" }],
    ["a name in capitals", "İPEKIŞIL", { firstName: "ipek", lastName: "ışıl" }],
    ["a name without its accents", "cagri ozturk", { firstName: "Çağrı", lastName: "Öztürk" }],
    [
      "the username of an account that has nothing else",
      "jane.7f3a!",
      { email: "jane.7f3a", firstName: "", lastName: "" },
    ],
  ])("refuses %s", (_what, password, own) => {
    expect(() => judge(password, own)).toThrow(refusedFor("password_own_data"));
  });

  test.each([
    "SecurePassword123",
    "only small letters",
    "78234 90821",
    "пароль подлиннее",
    "x".repeat(120),
    "Alma goes to the zoo",
  ])("takes any composition: %s", (password) => {
    expect(() => judge(password)).not.toThrow();
  });

  test("takes what looks like nobody's data where there is none", () => {
    expect(() =>
      judge("tangerine bicycle", { email: null as never, phone: null as never, firstName: "", lastName: "" }),
    ).not.toThrow();
  });
});
