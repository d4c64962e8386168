import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

/* Compresses, once and as far as can be, what the store serves unchanged for a year: `x.js.br` and `x.js.gz` for `x.js`. */

const COMPRESSIBLE = /\.(?:js|css|svg|json|txt)$/;

/** @param {string} folder whose files get their compressed versions beside them */
export async function precompress(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => COMPRESSIBLE.test(file));
  await Promise.all(files.map((file) => compressFile(path.join(folder, file))));
}

async function compressFile(file) {
  const content = await readFile(file);
  const [brotli, gzipped] = await Promise.all([
    // Its quality is the best unless something else is asked for.
    promisify(brotliCompress)(content),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await writeFile(`${file}.br`, brotli);
  await writeFile(`${file}.gz`, gzipped);
}
