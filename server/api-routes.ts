import { readdirSync } from "node:fs";
import path from "node:path";
import { findApiAddress } from "@/lib/platform/http/api-paths.mjs";

/*
 * From the address of a request to the handler file of app/api that answers it, without Next: exact names before
 * dynamic ones.
 */

/** These need Next: next-auth its request class, the bench what it compares with. */
const LEFT_TO_NEXT = new Set(["auth", "bench"]);

export type ApiRoute = {
  /** The file, from the project's folder. */
  file: string;
  params: Record<string, string>;
};

type Node = { file?: string; exact: Map<string, Node>; dynamic?: { name: string; node: Node } };

/** Reads the tree of route files once; the result finds the route of a path, or null for what is not the API's. */
export function createRouteFinder(folder = "app/api"): (pathname: string) => ApiRoute | null {
  const root = readNode(folder);
  const unknown = path.join(folder, "[...path]", "route.ts");
  return (pathname) => {
    const address = findApiAddress(pathname);
    if (address === null) return null;
    const names = address.split("/").filter(Boolean);
    if (LEFT_TO_NEXT.has(names[0] ?? "")) return null;
    return find(root, names, 0, {}) ?? { file: unknown, params: { path: names.join("/") } };
  };
}

function readNode(folder: string): Node {
  const node: Node = { exact: new Map() };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile() && entry.name === "route.ts") node.file = path.join(folder, entry.name);
    if (!entry.isDirectory()) continue;
    const below = path.join(folder, entry.name);
    const name = /^\[(\w+)\]$/.exec(entry.name)?.[1];
    if (name) node.dynamic = { name, node: readNode(below) };
    else if (!entry.name.startsWith("[")) node.exact.set(entry.name, readNode(below));
  }
  return node;
}

function find(node: Node, names: string[], at: number, params: Record<string, string>): ApiRoute | null {
  const name = names[at];
  if (name === undefined) return node.file ? { file: node.file, params } : null;
  const exact = node.exact.get(name);
  const found = exact && find(exact, names, at + 1, params);
  if (found || !node.dynamic) return found ?? null;
  return find(node.dynamic.node, names, at + 1, { ...params, [node.dynamic.name]: decoded(name) });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
