import { readdirSync, readFileSync } from "node:fs";
import { getPathMatch } from "next/dist/shared/lib/router/utils/path-match";
import { describe, expect, test } from "vitest";
import storefront from "@/examples/storefront/next.config.mjs";
import { parseEnv } from "@/lib/platform/env";
import { API_REWRITES } from "@/lib/platform/http/api-paths.mjs";

/* What is shipped agrees with the store: no engine has to run it to find out. */

const [dockerfile, ignored, compose, nginx, migrations, store] = [
  ...["Dockerfile", ".dockerignore", "compose.yaml", "deploy/nginx.conf"],
  ...["deploy/kubernetes/migrations.yaml", "deploy/kubernetes/store.yaml"],
].map((file) => readFileSync(file, "utf8")) as [string, string, string, string, string, string];
const bundle = readFileSync("scripts/bundle.mjs", "utf8");
const secretsScript = readFileSync("deploy/new-secrets.sh", "utf8");

const explained = new Set(
  [...readFileSync(".env.example", "utf8").matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name),
);

/** Secrets are files there; any value of the right form stands for them. */
const SECRETS: Record<string, string> = {
  APP_SECRET_FILE: "f".repeat(64),
  DATABASE_URL_FILE: "postgresql://shop:password@database:5432/shop",
  SMTP_URL_FILE: "smtps://user:password@mail.shop.example",
  TWILIO_AUTH_TOKEN_FILE: "token",
  S3_SECRET_ACCESS_KEY_FILE: "key",
};

/** The variables that a file sets, as `NAME: value` or `{ name: NAME, value: value }`. */
function variablesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^ +(?:- \{ name: )?([A-Z][A-Z0-9_]+)(?::|, value:) (.+?)(?: \})?$/gm)];
  return Object.fromEntries(
    pairs.map(([, name = "", value = ""]) => {
      const secret = SECRETS[name];
      return secret ? [name.replace(/_FILE$/, ""), secret] : [name, value.replace(/^(['"])(.*)\1$/, "$2")];
    }),
  );
}

const ofStore = compose.slice(compose.indexOf("x-store:"), compose.indexOf("services:"));

describe.each([
  ["compose.yaml", ofStore, "http://localhost:8080"],
  ["deploy/kubernetes/store.yaml", store, "https://shop.example"],
])("%s", (_file, text, appUrl) => {
  test("sets what the store knows, and all that it needs in production, behind one proxy", () => {
    const variables = variablesOf(text);
    expect(Object.keys(variables).filter((name) => !explained.has(name))).toEqual([]);
    expect(parseEnv(variables)).toMatchObject({ APP_MODE: "production", APP_URL: appUrl, TRUSTED_PROXIES: 1 });
  });
});

test("the migrations of Kubernetes read the same secrets as the store", () => {
  const given = variablesOf(store);
  for (const [name, value] of Object.entries(variablesOf(migrations)))
    expect([name, given[name]]).toEqual([name, value]);
});

test("all agree on the port, and on where the store says how it is", () => {
  expect(dockerfile).toMatch(/PORT=3000.*EXPOSE 3000/s);
  expect(nginx).toContain("server store:3000;");
  expect(store).toContain("containerPort: 3000");
  expect(dockerfile).toContain("/api/health/ready");
  expect(
    [...store.matchAll(/(\w+)Probe:\n +httpGet: \{ path: (\S+),/g)].map(([, probe, path]) => [probe, path]),
  ).toEqual([
    ["startup", "/api/health/live"],
    ["liveness", "/api/health/live"],
    ["readiness", "/api/health/ready"],
  ]);
});

test("all run the bundle's commands, by a user without rights, from files that cannot be written", () => {
  expect(bundle).toContain('"db:migrate": "migrate"');
  expect(compose).toContain('command: ["node", "dist/server/migrate.js"]');
  expect(migrations).toContain('command: ["node", "dist/server/migrate.js"]');
  expect(dockerfile).toMatch(/^USER node$.*^CMD \["node", "server\.js"\]$/ms);
  for (const text of [store, migrations]) {
    expect(text).toMatch(/runAsNonRoot: true.*readOnlyRootFilesystem: true/s);
  }
  expect(ofStore).toMatch(/read_only: true.*cap_drop: \[ALL\]/s);
});

test("all give the store longer to stop than it takes", () => {
  const { DRAIN_SECONDS, SHUTDOWN_GRACE_SECONDS } = parseEnv(variablesOf(store));
  const given = [
    /terminationGracePeriodSeconds: (\d+)/.exec(store),
    /stop_grace_period: (\d+)s/.exec(compose),
    /TimeoutStopSec=(\d+)/.exec(readFileSync("docs/operations.md", "utf8")),
  ].map((found) => Number(found?.[1]));
  expect(Math.min(...given)).toBeGreaterThan(DRAIN_SECONDS + SHUTDOWN_GRACE_SECONDS);
});

test("no secret gets into an image or a repository", () => {
  for (const name of [".env", "secrets", ".git"]) expect(ignored.split("\n")).toContain(name);
  expect(readFileSync(".gitignore", "utf8").split("\n")).toContain("secrets/");
  expect(dockerfile).not.toMatch(/^(?:ARG|ENV)\b.*(?:SECRET|PASSWORD|TOKEN|DATABASE_URL)/m);
  const mounted = [...compose.matchAll(/file: \.\/secrets\/(\S+) /g)].map(([, name]) => name);
  const made = [...secretsScript.matchAll(/^new (\S+) /gm)].map(([, name]) => name);
  expect(mounted).toEqual(made);
});

const embedded = readFileSync("deploy/nginx-embedded.conf", "utf8");
const locations = [...embedded.matchAll(/location ~ (\S+) \{\s+proxy_pass http:\/\/(\w+);/g)];
const { beforeFiles } = await storefront.rewrites();
const sources = beforeFiles.map(({ source }) => getPathMatch(source));

describe.each([
  // By the first of them that matches, as nginx does.
  ["deploy/nginx-embedded.conf", (path: string) => locations.find(([, at = ""]) => new RegExp(at).test(path))?.[2]],
  ["examples/storefront", (path: string) => (sources.some((matches) => matches(path)) ? "store" : undefined)],
])("%s, which a storefront shares with the store", (_file, proxyOf) => {
  const targetOf = (path: string) => proxyOf(path) ?? "storefront";

  test("sends to the store every page, every place of the API and every file that is its own", () => {
    const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
      .filter((file) => /\/page\.tsx$/.test(file) && !/^(?:docs|dev)\//.test(file))
      .map((file) => `/${file.replaceAll(/\([^/]+\)\/|\/page\.tsx$/g, "").replaceAll(/\[[^/]+\]/g, "x")}`);
    const places = API_REWRITES.map(({ source }) => source.replaceAll(/:[\w*]+/g, "1"));
    const files = ["/media/avatars/x.webp", "/shop-account.js", "/shop-account/en.json", "/till-worker.js"];
    const ours = [
      ...pages,
      ...places,
      ...files,
      "/manifest.webmanifest",
      "/api/health/ready",
      "/users",
      "/csrf_token/",
    ];
    expect(ours.filter((path) => targetOf(path) !== "store")).toEqual([]);
    expect(pages.length).toBeGreaterThan(15);
  });

  test("leaves everything else to the storefront, what both may have first of all", () => {
    const theirs = [
      "/",
      "/products/1",
      "/basket",
      "/accounts",
      "/login-help",
      "/segments",
      "/segments/1",
      "/robots.txt",
    ];
    const shared = ["/_next/static/chunks/x.js", "/icon.svg", "/brand/logo.svg", "/favicon.ico"];
    expect([...theirs, ...shared].filter((path) => targetOf(path) !== "storefront")).toEqual([]);
  });
});

test("what both may have is asked of the store next", async () => {
  expect(embedded).toContain("error_page 404 = @store;");
  const { afterFiles } = await storefront.rewrites();
  const shared = afterFiles.map(({ source }) => getPathMatch(source));
  for (const path of ["/_next/static/chunks/x.js", "/icon.svg", "/icon-192.png", "/brand/logo.svg", "/favicon.ico"]) {
    expect([path, shared.some((matches) => matches(path) !== false)]).toEqual([path, true]);
  }
});
