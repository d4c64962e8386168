import { readdirSync } from "node:fs";
import path from "node:path";

/*
 * From the address of a request to the handler file of app/api that answers it, without Next: exact names before
 * dynamic ones, at both documented places, with and without the trailing slash.
 */

/** Documented paths that also answer without /api; the same list stands as rewrites in next.config.mjs. */
const ORIGINAL_PLACES = ["/users/", "/loyalty-card/", "/current_user/", "/csrf_token/"];
const SEGMENT_ALIAS = /^(?:\/api)?\/segments\/([^/]+)\/set\/$/;

/** These need Next: next-auth its request class, the bench what it compares with. */
const LEFT_TO_NEXT = new Set(["auth", "bench"]);

export type ApiRoute = {
  /** The file, from the project's folder. */
  file: string;
  params: Record<string, string>;
};

type Node = { file?: string; exact: Map<string, Node>; dynamic?: { name: string; node: Node } };

/** Reads the tree of route files once; the result finds the route of a path, or null for what is not the API's. */
export function createApiPaths(folder = "app/api"): (pathname: string) => ApiRoute | null {
  const root = readNode(folder);
  const unknown = path.join(folder, "[...path]", "route.ts");
  return (pathname) => {
    const address = apiAddress(pathname);
    if (address === null) return null;
    const names = address.split("/").filter(Boolean);
    if (LEFT_TO_NEXT.has(names[0] ?? "")) return null;
    return find(root, names, 0, {}) ?? { file: unknown, params: { path: names.join("/") } };
  };
}

/** What follows /api, or null for a path that is not the API's. */
function apiAddress(pathname: string): string | null {
  const address = pathname.endsWith("/") ? pathname : `${pathname}/`;
  const alias = SEGMENT_ALIAS.exec(address);
  if (alias) return `/users/segments/${alias[1]}/set/`;
  if (address.startsWith("/api/")) return address.slice("/api".length);
  return ORIGINAL_PLACES.some((place) => address.startsWith(place)) ? address : null;
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
