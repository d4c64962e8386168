import { expect, test } from "vitest";
import { balanceLine } from "./balance-line";
import type { LedgerEntry } from "./entry-kind";

function entry(at: string, balance: number): LedgerEntry {
  return { id: at, at, balance, points: 0, kind: "earn", description: "", available_at: null, expires_at: null };
}

const ENTRIES = [entry("2026-11-01T00:00:00Z", 100), entry("2026-11-21T00:00:00Z", 340)];
const END = "2026-12-11T00:00:00Z";

test("a balance holds from its entry until the next one", () => {
  const { indexAt, xOf } = balanceLine(ENTRIES, END);
  expect(xOf("2026-11-21T00:00:00Z")).toBe(0.5);
  expect([-0.1, 0, 0.49, 0.5, 1, 1.2].map(indexAt)).toEqual([0, 0, 0, 1, 1, 1]);
});

test("the highest balance nearly fills the drawing, and zero is its ground", () => {
  const { top, bottom, yOf } = balanceLine(ENTRIES, END);
  expect([top, bottom]).toEqual([400, 0]);
  expect([yOf(0), yOf(340), yOf(400)]).toEqual([0, 0.85, 1]);
});

test("a debt is below zero", () => {
  const { bottom, yOf } = balanceLine([entry("2026-11-01T00:00:00Z", 50), entry("2026-11-02T00:00:00Z", -20)], END);
  expect(bottom).toBe(-20);
  expect(yOf(-20)).toBe(0);
});

test("points that came this moment are drawn, too", () => {
  const now = entry(END, 100);
  const { xOf, indexAt } = balanceLine([now, now], END);
  expect(xOf(END)).toBe(0);
  expect(indexAt(1)).toBe(1);
});
