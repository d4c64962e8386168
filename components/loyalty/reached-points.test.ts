import { expect, test } from "vitest";
import type { LedgerResponse } from "@/lib/loyalty/schema";
import { reachedPoints } from "./reached-points";

const AT = "2026-06-01T12:00:00.000000Z";

type Entry = LedgerResponse["entries"][number];

function entry(change: Partial<Entry>): Entry {
  const at = "2026-05-01T12:00:00.000000Z";
  return {
    id: "1",
    at,
    kind: "earn",
    points: 100,
    balance: 0,
    description: "",
    available_at: null,
    expires_at: null,
    ...change,
  };
}

test("points that were earned count towards a level even when they are spent", () => {
  const entries = [entry({ kind: "spend", points: -300 }), entry({ points: 200 }), entry({ points: 150 })];
  expect(reachedPoints({ points: 50, entries }, AT)).toBe(350);
});

test("what was taken back, is still to come, or is older than a year does not count", () => {
  const entries = [
    entry({ points: 400 }),
    entry({ kind: "reverse", points: -100 }),
    entry({ kind: "reverse", points: 70 }),
    entry({ points: 30, available_at: "2026-06-09T00:00:00.000000Z" }),
    entry({ points: 20, at: "2025-05-31T00:00:00.000000Z" }),
  ];
  expect(reachedPoints({ points: 10, entries }, AT)).toBe(300);
});

test("a balance that these entries do not explain is the least that was reached", () => {
  expect(reachedPoints({ points: 900, entries: [entry({ points: 10 })] }, AT)).toBe(900);
});
