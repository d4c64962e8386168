import { expect, test } from "vitest";
import { choiceOf, lookName, looksOf } from "./looks";

test("without a choice every theme and direction is shown, one direction's themes beside each other", () => {
  expect(looksOf(choiceOf({})).map(lookName)).toEqual(["light-ltr", "dark-ltr", "light-rtl", "dark-rtl"]);
});

test("the address chooses, and what it does not know means both", () => {
  expect(looksOf(choiceOf({ theme: "dark", dir: "rtl" })).map(lookName)).toEqual(["dark-rtl"]);
  expect(looksOf(choiceOf({ theme: "device", dir: "ltr" })).map(lookName)).toEqual(["device-ltr"]);
  expect(choiceOf({ theme: "sepia", dir: ["ltr", "rtl"] })).toEqual({ theme: "both", dir: "both" });
});
