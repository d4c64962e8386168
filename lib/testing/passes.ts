import { createHash } from "node:crypto";

/** What stands in a pass, by the names of its files. */
export type OpenedPass = { files: Map<string, Buffer>; pass: ReturnType<typeof JSON.parse> };

const CENTRAL_ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;

/** Opens a pass, whose archive has its files as they are. @throws Error for a file that is not what the manifest says */
export function openPass(bytes: Uint8Array): OpenedPass {
  const archive = Buffer.from(bytes);
  const end = archive.length - END_LENGTH;
  if (archive.readUInt32LE(end) !== END) throw new Error("This is no archive.");
  const files = new Map<string, Buffer>();
  for (let entry = archive.readUInt32LE(end + 16); archive.readUInt32LE(entry) === CENTRAL_ENTRY; ) {
    const [size, nameLength] = [archive.readUInt32LE(entry + 20), archive.readUInt16LE(entry + 28)];
    const name = archive.toString("utf8", entry + 46, entry + 46 + nameLength);
    const local = archive.readUInt32LE(entry + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(name, archive.subarray(start, start + size));
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  const manifest: Record<string, string> = jsonIn(files, "manifest.json");
  const hashes = [...files]
    .filter(([name]) => name !== "manifest.json" && name !== "signature")
    .map(([name, file]) => [name, createHash("sha1").update(file).digest("hex")]);
  if (JSON.stringify(hashes.sort()) !== JSON.stringify(Object.entries(manifest).sort())) {
    throw new Error("The manifest is of other files.");
  }
  return { files, pass: jsonIn(files, "pass.json") };
}

function jsonIn(files: ReadonlyMap<string, Buffer>, name: string) {
  return JSON.parse(files.get(name)?.toString("utf8") ?? "null");
}

/** The texts of a pass in a language, by what they are called. */
export function stringsOf({ files }: OpenedPass, language: string): Record<string, string> {
  const text = files.get(`${language}.lproj/pass.strings`)?.toString("utf8") ?? "";
  return Object.fromEntries([...text.matchAll(/^"(.+)" = "(.+)";$/gm)].map(([, name, value]) => [name, value]));
}
