import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // TypeScript 7 has no compiler API for openapi-typescript: it gets that of 5.
  resolve: { alias: { "@": path.resolve(import.meta.dirname), typescript: "typescript-5" } },
  test: {
    include: ["{app,components,e2e,kit,lib,scripts,server}/**/*.test.{ts,tsx}"],
    server: { deps: { inline: ["openapi-typescript"] } },
    globalSetup: ["lib/testing/database-template.ts", "lib/testing/response-report.ts"],
    setupFiles: ["lib/testing/setup.ts"],
    // A database is opened once per worker and shared by the files it runs: they use people of their own making.
    pool: "forks",
    isolate: false,
    // One more than there are cores: some tests wait for deadlines. Each takes 0.7 GB.
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    sequence: { shuffle: true },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: {
      TZ: "Asia/Kathmandu",
      NODE_ENV: "test",
      APP_MODE: "test",
      APP_URL: "http://localhost:3000",
      DEFAULT_LANGUAGE: "en",
      // Many at once on a busy machine wait for each other for longer than shoppers would.
      DATABASE_STATEMENT_TIMEOUT_MS: "60000",
      DATABASE_LOCK_TIMEOUT_MS: "60000",
      DATABASE_POOL_WAIT_MS: "60000",
      PASSWORD_WAIT_MAX_MS: "60000",
      // All tests of a worker are one shop and one client: together they do more than any should.
      SMS_TOTAL_HOUR: "100000",
      SMS_PER_SENDER_HOUR: "100000",
      SMS_PER_SENDER_DAY: "100000",
      LOGIN_ATTEMPTS_PER_IP: "100000",
      SIGN_UPS_PER_IP_HOUR: "100000",
      MAILS_PER_IP_HOUR: "100000",
      ADMIN_REQUESTS_PER_MINUTE: "100000",
    },
  },
});
