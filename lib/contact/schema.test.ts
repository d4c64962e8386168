import { expect, test } from "vitest";
import { phoneText } from "@/lib/contact/schema";

/** What the field makes of a value: itself, or the keys of its faults. */
function read(value: unknown): unknown {
  const { success, data, error } = phoneText.safeParse(value);
  return success ? data : error.issues.map(({ message }) => message);
}

test.each([
  [" 0532 123 45 67 ", "0532 123 45 67"],
  ["(0532)-123.45.67", "(0532)-123.45.67"],
  ["٠٥٣٢١٢٣٤٥٦٧", "٠٥٣٢١٢٣٤٥٦٧"],
  ["0123456789", "0123456789"],
  [null, ["null"]],
  [undefined, ["required"]],
  ["", ["blank"]],
  ["   ", ["blank"]],
  [5_323_340_871, "5323340871"],
  [-5_323_340_871, ["phone"]],
  [0.5, ["phone"]],
  ["call me", ["phone"]],
  ["+90 532", ["phone"]],
  ["0532123456\u0000", ["phone"]],
  ["tel:+90-532-123-45-67", "tel:+90-532-123-45-67"],
  ["0532/123 45‑67", "0532/123 45‑67"],
  ["1".repeat(61), ["too_long"]],
])("the phone %j is read as %j", (value, expected) => {
  expect(read(value)).toEqual(expected);
});
