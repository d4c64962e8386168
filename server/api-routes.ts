/// <reference types="vite/types/importMeta.d.ts" />
import type { IncomingMessage } from "node:http";
import { findApiAddress } from "@/lib/platform/http/api-paths.mjs";
import type { Handler } from "@/lib/platform/http/route";

/*
 * From the path of a request to the module of app/api that answers it, without Next. Vite's glob makes the table when
 * the server is built, and in tests.
 */

/** A route module: its handlers by method. */
export type ApiModule = Record<string, Handler | undefined>;

export type ApiRoute = {
  /** The module's file, from the project's folder. */
  file: string;
  /** What it answers, such as `/api/users/segments/[id]/set`. */
  template: string;
  /** Loads the module; once, however often it is called. */
  load: () => Promise<ApiModule>;
  params: Readonly<Record<string, string>>;
};

/** These need Next: next-auth its request class, the bench what it compares with. */
const LEFT_TO_NEXT = /^\/(?:auth|bench)(?:\/|$)/;

const exact = new Map<string, ApiRoute>();
/** The most particular first: `[...path]`, which takes everything, is a part of its own and sorts last. */
const dynamic: { pattern: RegExp; route: ApiRoute }[] = [];

for (const [place, load] of Object.entries(import.meta.glob<ApiModule>("../app/api/**/route.ts"))) {
  const file = place.replace("../", "");
  const template = file.slice("app".length, -"/route.ts".length);
  const route = { file, template, load, params: {} };
  const address = template.slice("/api".length);
  if (!address.includes("[")) exact.set(address, route);
  else dynamic.push({ pattern: patternOf(address), route });
}
dynamic.sort((a, b) => Number(isCatchAll(a.route)) - Number(isCatchAll(b.route)));

/**
 * Finds the route of a path: exact names before dynamic ones. @param accept the request's header
 * @returns null for what is not the API's, or Next's
 */
export function findRoute(pathname: string, accept: string | null = null): ApiRoute | null {
  return routeAt(findApiAddress(pathname, accept));
}

/** The same by what findApiAddress has found. */
export function routeAt(address: string | null): ApiRoute | null {
  if (address === null || LEFT_TO_NEXT.test(address)) return null;
  const route = exact.get(address);
  if (route) return route;
  for (const { pattern, route } of dynamic) {
    const match = pattern.exec(address);
    if (match) return { ...route, params: decodeAll(match.groups ?? {}) };
  }
  return null;
}

/** The path that a request asks for, without its query. */
export function pathnameOf({ url = "/" }: IncomingMessage): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

/** `[name]` takes one part of a path, `[...name]` all the rest. */
function patternOf(address: string): RegExp {
  const source = address.replaceAll(/\/\[\.\.\.(\w+)\]/g, "(?:/(?<$1>.*))?").replaceAll(/\[(\w+)\]/g, "(?<$1>[^/]+)");
  return new RegExp(`^${source}$`);
}

function isCatchAll({ file }: ApiRoute): boolean {
  return file.includes("[...");
}

function decodeAll(groups: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value = ""]) => [name, decode(value)]));
}

/** A broken encoding stays as it came. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
