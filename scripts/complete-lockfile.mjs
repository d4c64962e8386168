import { readFileSync, writeFileSync } from "node:fs";

/*
 * `npm run lockfile`, after every `npm install <package>`: a registry mirror that does not carry the packages of other
 * platforms makes npm leave them out of package-lock.json, and `npm ci` then refuses the file everywhere. This puts them
 * back, with the version that their parent asks for; npm downloads only those of the platform it runs on.
 */

const FILE = "package-lock.json";
const SYSTEMS = ["android", "darwin", "linux", "freebsd", "win32"];
const PROCESSORS = ["arm64", "x64", "ia32", "ppc64", "s390x", "riscv64", "wasm32", "arm"];

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const { "": root, ...packages } = lock.packages;
let added = 0;
for (const [place, parent] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isInstalledFor(place, name)) continue;
    packages[`node_modules/${name}`] = platformPackage(name, range, parent);
    added += 1;
  }
}
const sorted = Object.entries(packages).sort(([left], [right]) => (left < right ? -1 : 1));
lock.packages = { "": root, ...Object.fromEntries(sorted) };
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added === 0 ? "The lockfile is complete." : `Added ${added} packages of other platforms to the lockfile.`);

/** Node's lookup: beside the package, then in every folder above it. */
function isInstalledFor(place, name) {
  for (let above = place; ; ) {
    if (packages[`${above ? `${above}/` : ""}node_modules/${name}`]) return true;
    if (!above) return false;
    above = above.slice(0, Math.max(0, above.lastIndexOf("/node_modules/")));
  }
}

function platformPackage(name, range, parent) {
  const short = name.split("/").at(-1);
  const system = SYSTEMS.find((candidate) => short.includes(candidate));
  const processor = PROCESSORS.find((candidate) => new RegExp(`(^|-)${candidate}(-|$)`).test(short));
  return {
    version: range.replace(/^[\^~]/, ""),
    ...(processor && { cpu: [processor] }),
    ...(parent.dev && { dev: true }),
    ...(short.includes("musl") && { libc: ["musl"] }),
    optional: true,
    ...(system && { os: [system] }),
  };
}
