import { afterEach, beforeEach, expect, vi } from "vitest";

/* A test that makes the program print an error has found a fault, whatever it asserted. */

let printed: unknown[][] = [];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "error").mockImplementation((...args: unknown[]) => void printed.push(args));
});

afterEach(() => {
  expect(printed, "console.error was called").toEqual([]);
});
