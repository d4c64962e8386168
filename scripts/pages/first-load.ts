import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type APIRequestContext, request } from "@playwright/test";
import { withOwnShop } from "@/e2e/own-server";
import { becomeVisitor, LONG, PAGES, READ_ONLY, type ShopPage } from "@/e2e/pages";

/*
 * `npm run bundle`: what each page makes the browser load before it can be used. The scripts that the page's HTML names
 * are counted, and those alone: what is fetched later is fetched for somebody who uses it. Next's and React's own share
 * is what the build names for every page, an empty one included; the bound is on what we add to it.
 */

/** Bytes, gzipped, of our own first-load JavaScript: of a page to be read, and of one with a form or changes in place. */
const OWN_LIMIT = { read: 32_000, changed: 75_000 };
/** Bytes, gzipped, of a page's HTML. */
const HTML_LIMIT = { page: 26_000, long: 90_000 };

type Load = { page: ShopPage; total: number; own: number; brotli: number; html: number };

const framework = new Set<string>(
  JSON.parse(readFileSync(".next/build-manifest.json", "utf8")).rootMainFiles.map((file: string) =>
    path.basename(file),
  ),
);

const loads: Load[] = [];
await withOwnShop({}, async (shop) => {
  for (const page of PAGES) {
    const context = await request.newContext();
    await becomeVisitor(context, shop, page.visitor, "en");
    loads.push(await loadOf(context, shop, page));
    await context.dispose();
  }
});

const faults = loads.flatMap(faultsOf);
print(loads);
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? "\nEvery page keeps to its bounds." : `\n${faults.length} bounds are broken.`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function loadOf(context: APIRequestContext, shop: string, page: ShopPage): Promise<Load> {
  const html = await (await context.get(shop + page.path)).text();
  const load: Load = { page, total: 0, own: 0, brotli: 0, html: gzipSync(html).length };
  for (const address of scriptsOf(html)) {
    const script = await (await context.get(new URL(address, shop).href)).body();
    const size = gzipSync(script).length;
    load.total += size;
    load.brotli += brotliCompressSync(script).length;
    if (!framework.has(path.basename(new URL(address, shop).pathname))) load.own += size;
  }
  return load;
}

/** Without the polyfills that no browser of this decade asks for. */
function scriptsOf(html: string): Set<string> {
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag));
  return new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
}

function faultsOf({ page: { name }, own, html }: Load): string[] {
  const ownLimit = READ_ONLY.has(name) ? OWN_LIMIT.read : OWN_LIMIT.changed;
  const htmlLimit = LONG.has(name) ? HTML_LIMIT.long : HTML_LIMIT.page;
  return [
    ...(own > ownLimit ? [`${name}: ${kilobytes(own)} kB of our own JavaScript, at most ${kilobytes(ownLimit)}.`] : []),
    ...(html > htmlLimit ? [`${name}: ${kilobytes(html)} kB of HTML, at most ${kilobytes(htmlLimit)}.`] : []),
  ];
}

function print(all: readonly Load[]): void {
  const row = (cells: string[]) => cells.map((cell, at) => (at === 0 ? cell.padEnd(16) : cell.padStart(12))).join("");
  console.log(`\nFirst load, kB gzipped\n\n${row(["page", "JavaScript", "framework", "ours", "as Brotli", "HTML"])}`);
  for (const { page, total, own, brotli, html } of all) {
    console.log(row([page.name, ...[total, total - own, own, brotli, html].map(kilobytes)]));
  }
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
