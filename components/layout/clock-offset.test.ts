import { expect, test } from "vitest";
import { clockOffset, dayOn, timeZoneOf } from "./clock-offset";

test.each([
  ["UTC", "2026-07-01T00:00:00Z", 0],
  ["Europe/Berlin", "2026-01-01T00:00:00Z", -60],
  ["Europe/Berlin", "2026-07-01T00:00:00Z", -120],
  ["America/New_York", "2026-07-01T00:00:00Z", 240],
  ["Asia/Kathmandu", "2026-07-01T00:00:00Z", -345],
  ["America/St_Johns", "2026-01-01T00:00:00Z", 210],
])("the clock of %s at %s is %i minutes behind UTC, as the browser there says", (zone, iso, minutes) => {
  expect(clockOffset(new Date(iso), zone) + 0).toBe(minutes);
});

test("agrees with this process's own clock", () => {
  const now = new Date();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(clockOffset(now, own) + 0).toBe(now.getTimezoneOffset() + 0);
});

test("a cookie that names no time zone is as good as none", () => {
  expect(timeZoneOf("Europe/Istanbul")).toBe("Europe/Istanbul");
  for (const value of [undefined, "", "Mars/Base", "Europe/Istanbul; x", "x".repeat(100_000)]) {
    expect(timeZoneOf(value)).toBeNull();
  }
});

test("the day of an instant is that of the clock, also across a year's end", () => {
  expect(dayOn(new Date("2026-12-31T20:00:00Z"), 0)).toBe("2026-12-31");
  expect(dayOn(new Date("2026-12-31T20:00:00Z"), -345)).toBe("2027-01-01");
  expect(dayOn(new Date("2027-01-01T02:00:00Z"), 240)).toBe("2026-12-31");
});
