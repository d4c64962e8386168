import { readdirSync } from "node:fs";
import createNextIntlPlugin from "next-intl/plugin";
import { API_REWRITES } from "./lib/platform/http/api-paths.mjs";
import { SECURITY_HEADERS } from "./lib/platform/http/security-headers.mjs";

/** The server, which is built first, knows; whoever only asks Next for types need not have it. */
const hasFields = await import("./dist/server/fields.js").then(
  ({ getFields }) => getFields().length > 0,
  () => true,
);

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // The server does it, better: server/pages.ts.
  compress: false,
  // `npm run verify` checks the types of everything; who only wants to run the store need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // A redirect would lose the body of a PATCH from clients that do not follow one.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pglite-prisma-adapter",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "@node-rs/bcrypt",
    "@simplewebauthn/server",
    "nodemailer",
    "openid-client",
    "passkit-generator",
    "pg",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
    "sharp",
    "twilio",
  ],
  // The server loads the pages alone: server/pages.ts.
  experimental: { preloadEntriesOnStart: false },
  headers: async () => [
    { source: "/:path*", headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })) },
    ...readdirSync("public").map((name) => ({
      source: `/${name}`,
      headers: [{ key: "Cache-Control", value: "public, max-age=86400" }],
    })),
  ],
  // Pages are built without what shows a shop's fields where it has none.
  compiler: { define: { SHOP_HAS_FIELDS: hasFields } },
  // W3C change-password-url: password managers lead people there.
  redirects: async () => [
    { source: "/.well-known/change-password", destination: "/account/security", permanent: false },
  ],
  rewrites: async () => ({
    beforeFiles: [{ source: "/.well-known/security.txt", destination: "/security.txt" }, ...API_REWRITES],
  }),
};

const withIntl = createNextIntlPlugin({
  requestConfig: "./app/i18n-request.ts",
  experimental: {
    // The texts are parsed by the build: no page brings a parser along. Programs run without it read the same files.
    messages: {
      path: ["./lib/platform/i18n/messages/pages", "./lib/platform/i18n/messages/api"],
      format: "json",
      precompile: true,
    },
  },
});

export default withIntl(config);
