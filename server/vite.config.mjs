import path from "node:path";
import { defineConfig } from "vite";

/*
 * Bundles the server, with the handlers of app/api and the commands that go where it goes, into dist/server; with
 * `--mode e2e` the same server for end-to-end tests, into dist/e2e. Packages stay outside of the bundle.
 */

const INPUTS = {
  // start.mjs asks env.js and fields.js whether all is right before a minute of building.
  server: {
    main: "server/main.ts",
    env: "lib/platform/env.ts",
    fields: "lib/fields/service.ts",
    migrate: "scripts/database/migrate.ts",
    seed: "scripts/database/seed.ts",
    admin: "scripts/admin.ts",
    shadow: "scripts/shadow.ts",
  },
  e2e: { serve: "e2e/fixtures/serve.ts" },
};

export default defineConfig(({ mode }) => {
  const name = mode === "e2e" ? "e2e" : "server";
  return {
    resolve: { alias: { "@": path.resolve(import.meta.dirname, "..") } },
    build: {
      ssr: true,
      rolldownOptions: { input: INPUTS[name] },
      outDir: `dist/${name}`,
      target: "node20",
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
    },
  };
});
