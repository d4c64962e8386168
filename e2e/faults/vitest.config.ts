import path from "node:path";
import { defineConfig } from "vitest/config";

/* `npm run test:faults`: real processes, one kind of fault after the other, and a table of what came. */

const root = path.resolve(import.meta.dirname, "../..");

export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    include: ["e2e/faults/**/*.spec.ts"],
    globalSetup: ["e2e/faults/fixtures/table.ts"],
    // Each has the machine to itself.
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 300_000,
    hookTimeout: 180_000,
    // For what builds customers here; the stores have environments of their own.
    env: { NODE_ENV: "test", APP_MODE: "test" },
  },
});
