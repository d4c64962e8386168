import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

/* Compresses the files that the store serves for a year, once and as small as possible: `x.js.br` and `x.js.gz` for `x.js`. */

const COMPRESSIBLE = /\.(?:js|css|svg|json|txt)$/;

/** @param {string} folder compressed versions are written beside its files */
export async function precompress(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => COMPRESSIBLE.test(file));
  await Promise.all(files.map((file) => compressFile(path.join(folder, file))));
}

async function compressFile(file) {
  const content = await readFile(file);
  const [brotli, gzipped] = await Promise.all([
    // Its default quality is the best.
    promisify(brotliCompress)(content),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await writeFile(`${file}.br`, brotli);
  await writeFile(`${file}.gz`, gzipped);
}
