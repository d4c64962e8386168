import type { Deviation } from "@/lib/shadow/schema";

/*
 * How two platforms' answers to one request differ, by what clients rely on. Nothing that a shopper has stands in it: a
 * value is told by its kind and shape alone.
 */

export type ShadowedAnswer = { status: number; headers: Readonly<Record<string, string | undefined>>; body: string };

export type Difference = {
  /** `status`, `header <name>`, `body`, or a place in the body. */
  at: string;
  /** What the old platform has there, masked; `nothing` where it has none. */
  old: string;
  ours: string;
};

/** What clients read. Caching, cookies and tags are each platform's own. */
const HEADERS = ["content-type", "content-language", "location", "allow", "www-authenticate", "retry-after"];
/** New with each answer on either platform. */
const VOLATILE = new Set(["csrf_token", "request_id", "resend_at"]);

/** @param path of the request, without its query */
export function compareAnswers(
  path: string,
  old: ShadowedAnswer,
  ours: ShadowedAnswer,
  deviations: readonly Deviation[] = [],
): Difference[] {
  const found: Difference[] = [];
  if (old.status !== ours.status) found.push({ at: "status", old: String(old.status), ours: String(ours.status) });
  for (const name of HEADERS) {
    const [left, right] = [old, ours].map(({ headers }) => headerText(name, headers[name]));
    if (left !== right)
      found.push({ at: `header ${name}`, old: maskHeader(name, left), ours: maskHeader(name, right) });
  }
  found.push(...compareBodies(old.body, ours.body));
  const meant = deviations.filter((deviation) => matches(deviation.path, path, false));
  return found.filter(({ at }) => !meant.some((deviation) => matches(deviation.at, at, true)));
}

/** @param isPrefix whether what is below the place matches too */
function matches(pattern: string, text: string, isPrefix: boolean): boolean {
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", isPrefix ? "[^.[\\]]*" : ".*");
  return new RegExp(`^${source}${isPrefix ? "(?=$|[.[])" : "$"}`).test(text);
}

function headerText(name: string, value: string | undefined): string | undefined {
  if (name === "content-type") return value?.split(";", 1)[0]?.trim().toLowerCase();
  if (name === "allow")
    return value
      ?.split(/\s*,\s*/)
      .sort()
      .join(", ");
  // It counts down.
  return name === "retry-after" && value !== undefined ? "given" : value;
}

function maskHeader(name: string, value: string | undefined): string {
  if (value === undefined) return "nothing";
  return name === "location" || name === "www-authenticate" ? shapeOf(value) : value;
}

function compareBodies(old: string, ours: string): Difference[] {
  if (old === ours) return [];
  const [left, right] = [parseJson(old), parseJson(ours)];
  if (left && right) return compareValues("$", left.value, right.value);
  const told = (text: string, isJson: boolean) => (isJson ? "JSON" : text === "" ? "nothing" : `text(${text.length})`);
  return [{ at: "body", old: told(old, left !== null), ours: told(ours, right !== null) }];
}

function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

const NOTHING = Symbol("nothing");

function compareValues(at: string, old: unknown, ours: unknown): Difference[] {
  if (Object.is(old, ours)) return [];
  if (Array.isArray(old) && Array.isArray(ours)) {
    const shared = Math.min(old.length, ours.length);
    const below = old.slice(0, shared).flatMap((value, index) => compareValues(`${at}[${index}]`, value, ours[index]));
    return old.length === ours.length
      ? below
      : [...below, { at: `${at}.length`, old: String(old.length), ours: String(ours.length) }];
  }
  if (isObject(old) && isObject(ours)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(ours)])].filter((key) => !VOLATILE.has(key));
    const memberOf = (object: Record<string, unknown>, key: string) =>
      Object.hasOwn(object, key) ? object[key] : NOTHING;
    return keys.flatMap((key) => compareValues(`${at}.${keyText(key)}`, memberOf(old, key), memberOf(ours, key)));
  }
  return [{ at, old: maskValue(old), ours: maskValue(ours) }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is no name of a field may be somebody's. */
function keyText(key: string): string {
  return /^[A-Za-z_][\w-]{0,40}$/.test(key) ? key : `"${shapeOf(key)}"`;
}

function maskValue(value: unknown): string {
  if (value === NOTHING) return "nothing";
  if (Array.isArray(value)) return `list(${value.length})`;
  if (value === null || typeof value === "object") return value === null ? "null" : "object";
  return typeof value === "string"
    ? `"${shapeOf(value)}"`
    : typeof value === "number"
      ? shapeOf(String(value))
      : "boolean";
}

const SHAPE_MAX = 40;

/** Letters as `a`, digits as `9`, and whatever else is between them. */
function shapeOf(text: string): string {
  const shape = text.replaceAll(/\p{L}|\p{M}/gu, "a").replaceAll(/\p{N}/gu, "9");
  return shape.length > SHAPE_MAX ? `${shape.slice(0, SHAPE_MAX)}…(${text.length})` : shape;
}

/** A request's path as the report has it: parts that look like an id or a token are masked, of the query the names are told. */
export function maskTarget(target: string): string {
  const { pathname, searchParams } = new URL(target, "http://shop.invalid");
  const path = pathname
    .split("/")
    .map((part) => (/^[a-z][a-z_-]{0,30}$/i.test(part) ? part : shapeOf(part)))
    .join("/");
  const names = [...new Set(searchParams.keys())].map((name) => `${keyText(name)}=`);
  return names.length > 0 ? `${path}?${names.join("&")}` : path;
}
