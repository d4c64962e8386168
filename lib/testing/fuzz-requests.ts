import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { JsonSchema } from "@/lib/platform/http/openapi";
import { anyHeader, anyJson, anyText } from "@/lib/testing/arbitraries";

/*
 * Requests to an operation of the OpenAPI document, from valid to hopeless, and the bytes that they become. `{{name}}` in
 * a text stands for what is known only when it is sent: the caller's own, or what belongs to somebody else.
 */

export type FuzzOperation = {
  method: string;
  /** As the document has it. */
  path: string;
  parameters: { name: string; in: string; schema: JsonSchema }[];
  fields: Record<string, JsonSchema>;
  isSigned: boolean;
};

export const CALLERS = ["guest", "customer", "member", "token"] as const;

/** Names of placeholders, each for the caller (`own`) and for somebody else (`canary`). */
export const KNOWN = ["email", "phone", "username", "id", "session", "token", "password"] as const;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const ODD_METHODS = ["TRACE", "PROPFIND", "LOCK", "MKCOL", "PURGE", "QUERY", "get", "CONNECT", "GE\u0000T", "X"];

const known = fc
  .tuple(fc.constantFrom("own", "canary"), fc.constantFrom(...KNOWN))
  .map(([who, what]) => `{{${who}.${what}}}`);

/** Values that no JSON.stringify writes, or that are too much. */
const hostileJson = fc.constantFrom(
  "1e400",
  "-1e400",
  "-0",
  "2147483648",
  "9223372036854775808",
  "1e-400",
  '"\\ud800"',
  '"\\u0000"',
  '"\\u202e\\u200f"',
  `"${"y".repeat(70_000)}"`,
  `"${"é".repeat(300)}"`,
  `${"[".repeat(11)}${"]".repeat(11)}`,
  `${"[".repeat(20_000)}`,
  `[${"1,".repeat(5000)}1]`,
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"a":1,"a":2}',
  "NaN",
  "undefined",
  "'x'",
  "",
);
const jsonText: fc.Arbitrary<string> = anyJson.map((value) => JSON.stringify(value));
const placed = known.map((name) => `"${name}"`);

/** JSON text of a value that the schema takes, as far as a schema tells. */
function validJson(schema: JsonSchema): fc.Arbitrary<string> {
  const texts = (values: unknown[]) => fc.constantFrom(...values.map((value) => JSON.stringify(value)));
  if (schema.enum) return texts(schema.enum);
  if ("const" in schema) return texts([schema.const]);
  if (schema.examples && schema.examples.length > 0) return texts(schema.examples);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(validJson));
  const types = [schema.type ?? "string"].flat();
  const byType: Record<string, fc.Arbitrary<string>> = {
    boolean: texts([true, false]),
    null: fc.constant("null"),
    integer: fc.integer({ min: 0, max: 100_000 }).map(String),
    number: fc.integer().map(String),
    array: fc.array(fc.string(), { maxLength: 3 }).map((value) => JSON.stringify(value)),
    object: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }).map((value) => JSON.stringify(value)),
    string: fc.string({ minLength: 1, maxLength: 30 }).map((value) => JSON.stringify(value)),
  };
  return fc.oneof(...types.map((type) => byType[type] ?? jsonText));
}

const headerText = fc.oneof(anyHeader, known);
const HEADER_VALUES: Record<string, fc.Arbitrary<string>> = {
  accept: fc.constantFrom("text/html", "application/problem+json", "image/*", "*/*;q=0", "application/json;q=x"),
  "accept-language": fc.constantFrom("ar", "de-AT,en;q=0.5", "undefined", "x".repeat(3000), "tr;q=nan,fr;q=1e9"),
  "accept-encoding": fc.constantFrom("gzip", "br;q=1", "identity;q=0"),
  authorization: fc.constantFrom("Token", "Token x", "Bearer x", `Token ${"0".repeat(64)}`, "Basic eDp5"),
  connection: fc.constantFrom("Upgrade", "X-CSRFToken", "keep-alive"),
  "content-encoding": fc.constantFrom("gzip", "br", "identity", "x"),
  "content-type": fc.constantFrom(
    "application/json; charset=utf-16",
    "application/json;charset=latin1",
    "APPLICATION/JSON",
    "application/problem+json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/mixed; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/xml",
    ",",
    "",
  ),
  cookie: fc.constantFrom(
    "undefined",
    "osessionid=",
    "osessionid=x; osessionid=y",
    "sessionid=x",
    "device=x",
    "=",
    ";",
  ),
  expect: fc.constantFrom("100-continue", "200-ok"),
  host: fc.constantFrom("evil.test", "", "localhost:99999", "[::1", "a b"),
  "idempotency-key": fc.constantFrom("one", "two", "", "x".repeat(256), "ü"),
  "if-match": fc.constantFrom("*", '""', '"1-1-en"', 'W/"1-1-en"', "x", '"1-1-en", "2-2-tr"'),
  "if-none-match": fc.constantFrom("*", '"1-1-en"', "x"),
  "if-modified-since": fc.constantFrom("x", "Thu, 01 Jan 1970 00:00:00 GMT"),
  origin: fc.constantFrom("https://evil.test", "null", "http://localhost:3000", ""),
  prefer: fc.constantFrom("handling=strict", "respond-async", "x"),
  range: fc.constantFrom("bytes=0-1", "bytes=9-1"),
  "sec-fetch-site": fc.constantFrom("cross-site", "same-origin", "none", "x"),
  trailer: fc.constantFrom("X-CSRFToken"),
  "transfer-encoding": fc.constantFrom("gzip", "identity", "chunked, chunked"),
  upgrade: fc.constantFrom("websocket", "h2c"),
  "user-agent": fc.constantFrom("", "x".repeat(3000), "a\u00ffb"),
  "x-cookie": fc.constantFrom("osessionid={{canary.id}}", "csrftoken=x"),
  "x-csrftoken": fc.constantFrom("", "x", "0".repeat(112)),
  "x-forwarded-for": fc.constantFrom("203.0.113.9", "::1", "x", "1.2.3.4, ", ",,,", "a".repeat(3000)),
  "x-http-method-override": fc.constantFrom("DELETE"),
  "x-original-url": fc.constantFrom("/users/export/"),
  "x-request-id": fc.constantFrom("ok-1", "x".repeat(65), "a b"),
  "x-signature": fc.constantFrom("t=1,v1=x", `t=${"9".repeat(13)},v1=${"0".repeat(64)}`),
};
const anyHeaders = fc.array(
  fc.constantFrom(...Object.keys(HEADER_VALUES)).chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof({ weight: 3, arbitrary: HEADER_VALUES[name] as fc.Arbitrary<string> }, headerText),
      // Beside the caller's own header of that name, or in its place.
      fc.boolean(),
    ),
  ),
  { maxLength: 3 },
);

const FORMS = ["json", "urlencoded", "multipart", "raw"] as const;
const ENCODINGS = ["utf8", "bom", "utf16le", "utf16be", "latin1", "gzip", "cut"] as const;
const FRAMES = ["length", "chunked", "chunked-odd", "short", "long", "twice", "both", "none"] as const;

export type FuzzRequest = {
  caller: (typeof CALLERS)[number];
  method: string;
  /** With /api, without its last slash, with doubled slashes. */
  place: readonly [isBelowApi: boolean, isBare: boolean, isDoubled: boolean];
  params: Record<string, string>;
  query: readonly (readonly [name: string, value: string])[];
  headers: readonly (readonly [name: string, value: string, isBeside: boolean])[];
  /** Whether the body that is good stands before the fields. */
  isGood: boolean;
  /** Names with JSON texts; a name may come twice. */
  fields: readonly (readonly [name: string, json: string])[];
  form: (typeof FORMS)[number];
  raw: string;
  encoding: (typeof ENCODINGS)[number];
  frame: (typeof FRAMES)[number];
  /** The dialogue is begun before, so that a code is there to be sent. */
  isAsked: boolean;
  isRepeated: boolean;
};

/** The first value nearly always: most requests are to reach the handler. */
function mostly<T>(usual: T, others: readonly T[], weight: number): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

export function requestsTo({ method, path, parameters, fields }: FuzzOperation): fc.Arbitrary<FuzzRequest> {
  const names = Object.keys(fields);
  const params = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  const query = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const anyValue = fc.oneof(anyText, known, fc.bigInt().map(String), fc.double().map(String));
  const field = fc
    .oneof(
      { weight: 8, arbitrary: fc.constantFrom(...(names.length > 0 ? names : ["x"])) },
      { weight: 1, arbitrary: fc.oneof(fc.constantFrom("__proto__", "constructor", "id", "customer_id", ""), anyText) },
    )
    .chain((name) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof(
          { weight: 4, arbitrary: validJson(Object.hasOwn(fields, name) ? (fields[name] as JsonSchema) : {}) },
          { weight: 3, arbitrary: jsonText },
          { weight: 1, arbitrary: hostileJson },
          { weight: 2, arbitrary: placed },
        ),
      ),
    );
  return fc.record({
    caller: fc.constantFrom(...CALLERS),
    method: fc.oneof(
      { weight: 14, arbitrary: fc.constant(method) },
      { weight: 2, arbitrary: fc.constantFrom(...METHODS) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_METHODS) },
    ),
    place: fc.tuple(fc.constant(path.startsWith("/api/")), mostly(false, [true], 3), mostly(false, [true], 8)),
    params: fc.record(
      Object.fromEntries(
        params.map((name) => [
          name,
          fc.oneof(
            { weight: 3, arbitrary: fc.constant("{{own.part}}") },
            { weight: 2, arbitrary: fc.constant("{{canary.part}}") },
            anyValue.map(encodeText),
            fc.constantFrom(
              "%",
              "%00",
              "%ff",
              "..",
              "%2e%2e%2f",
              "0",
              "-1",
              "2147483648",
              "1e3",
              "9".repeat(30),
              "x%2Fy",
            ),
          ),
        ]),
      ),
    ),
    query: fc.array(
      fc.tuple(
        fc.constantFrom(...query, "limit", "before", "format", "__proto__"),
        fc.oneof(anyValue.map(encodeText), fc.constantFrom("%", "%00", "%ff&", "1", "20", "1;2")),
      ),
      { maxLength: 3 },
    ),
    headers: fc.oneof(fc.constant([]), anyHeaders),
    isGood: mostly(true, [false], 5),
    fields: fc.array(field, { maxLength: 4 }),
    form: mostly("json" as FuzzRequest["form"], FORMS, 4),
    raw: fc.oneof(
      jsonText,
      hostileJson,
      anyText,
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom(
        "a=1&a=2&=&%=%ff",
        '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
        "{}{}",
      ),
    ),
    encoding: mostly("utf8" as FuzzRequest["encoding"], ENCODINGS, 12),
    frame: mostly("length" as FuzzRequest["frame"], FRAMES, 10),
    isAsked: mostly(false, [true], 2),
    isRepeated: mostly(false, [true], 12),
  });
}

/** A lone surrogate has no encoding of its own: its bytes in the way of CESU-8 are no UTF-8. */
function encodeText(text: string): string {
  if (text.startsWith("{{")) return text;
  return /\p{Surrogate}/u.test(text) ? "%ED%A0%80" : encodeURIComponent(text);
}

/** What the body says, before it is bytes. */
export function bodyText({ form, raw, fields, isGood }: FuzzRequest, good: Record<string, unknown>): string {
  const base = isGood
    ? Object.entries(good)
        .filter(([name]) => !fields.some(([other]) => other === name))
        .map(([name, value]) => [name, JSON.stringify(value)] as const)
    : [];
  const pairs = [...base, ...fields];
  switch (form) {
    case "json":
      return `{${pairs.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
    case "urlencoded":
      return pairs.map(([name, json]) => `${formText(name)}=${formText(plain(json))}`).join("&");
    case "multipart":
      return [...pairs.map(partOf), "--x--\r\n"].join("");
    case "raw":
      return raw;
  }
}

function partOf([name, json]: readonly [string, string]): string {
  const file = name === "avatar" ? '; filename="a.png"\r\nContent-Type: image/png' : "";
  return `--x\r\nContent-Disposition: form-data; name="${name.replaceAll(/["\r\n]/g, "?")}"${file}\r\n\r\n${plain(json)}\r\n`;
}

/** `{{` must survive. */
function formText(text: string): string {
  return encodeText(text).replaceAll(/%7B%7B([\w.]+)%7D%7D/g, "{{$1}}");
}

/** Forms know only text. */
function plain(json: string): string {
  return json.startsWith('"') && json.length < 100 ? json.slice(1, -1) : json;
}

const TYPES = {
  json: "application/json",
  urlencoded: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data; boundary=x",
  raw: "application/json",
};

function encode(text: string, encoding: FuzzRequest["encoding"]): Buffer {
  switch (encoding) {
    case "bom":
      return Buffer.from(`\ufeff${text}`);
    case "utf16le":
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case "utf16be":
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    case "latin1":
      return Buffer.from(text, "latin1");
    case "gzip":
      return gzipSync(text);
    case "cut":
      return Buffer.from(text).subarray(0, -2);
    default:
      return Buffer.from(text);
  }
}

export type Rendered = {
  method: string;
  target: string;
  headers: [name: string, value: string][];
  body: Buffer;
  bytes: Buffer;
  /** False when less comes than was announced. */
  isWhole: boolean;
};

/**
 * The request as it goes over the wire.
 *
 * @param text what its body says, placeholders filled in
 * @param fill puts in what placeholders stand for
 * @param own the caller's headers @param sign of a body that is to be signed
 */
export function render(
  { path, isSigned }: FuzzOperation,
  request: FuzzRequest,
  {
    text,
    fill,
    own,
    sign,
  }: {
    text: string;
    fill: (text: string) => string;
    own: Record<string, string>;
    sign: (body: Buffer) => string;
  },
): Rendered {
  const { method, place, params, query, encoding, form, frame } = request;
  const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  const slashed = place[1] ? named.replace(/\/$/, "") : named;
  const below = place[0] || slashed.startsWith("/api/") ? slashed : `/api${slashed}`;
  const address = place[2] ? below.replace("/users/", "//users//") : below;
  const search = query.map(([name, value]) => `${name}=${value}`).join("&");
  const target = fill(search ? `${address}?${search}` : address).replaceAll(/[^\x21-\x7e]/g, "+");
  const body = method === "GET" || method === "HEAD" ? Buffer.alloc(0) : encode(text, encoding);
  const base: Record<string, string> = { host: "localhost:3000", connection: "close", ...own };
  if (body.length > 0) base["content-type"] = TYPES[form];
  if (encoding === "gzip") base["content-encoding"] = "gzip";
  if (isSigned) base["x-signature"] = sign(body);
  const replaced = new Set(request.headers.filter(([, , isBeside]) => !isBeside).map(([name]) => name));
  const headers: [string, string][] = [
    ...Object.entries(base).filter(([name]) => !replaced.has(name)),
    ...request.headers.map(([name, value]): [string, string] => [name, fill(value).replaceAll(/[\r\n\0]/g, " ")]),
    ...framing(frame, body),
  ];
  const head = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const sent = frame.startsWith("chunked") || frame === "both" ? chunked(body, frame) : body;
  return {
    method,
    target,
    headers,
    body,
    bytes: Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), sent]),
    isWhole: frame !== "long" && !headers.some(([name]) => name === "transfer-encoding" || name === "expect"),
  };
}

function framing(frame: FuzzRequest["frame"], body: Buffer): [string, string][] {
  const length = (more: number): [string, string] => ["content-length", String(Math.max(0, body.length + more))];
  if (body.length === 0) return [];
  switch (frame) {
    case "length":
      return [length(0)];
    case "short":
      return [length(-3)];
    case "long":
      return [length(30)];
    case "twice":
      return [length(0), length(1)];
    case "both":
      return [length(0), ["transfer-encoding", "chunked"]];
    case "none":
      return [];
    default:
      return [["transfer-encoding", "chunked"]];
  }
}

/** In pieces of some bytes; oddly: with extensions, leading zeros and a trailer. */
function chunked(body: Buffer, frame: FuzzRequest["frame"]): Buffer {
  if (body.length === 0) return body;
  const size = Math.max(1, Math.ceil(body.length / 5));
  const parts: (Buffer | string)[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    const hex = part.length.toString(16);
    parts.push(frame === "chunked-odd" ? `00${hex};x="y"\r\n` : `${hex}\r\n`, part, "\r\n");
  }
  parts.push(frame === "chunked-odd" ? "0\r\nX-CSRFToken: x\r\n\r\n" : "0\r\n\r\n");
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}
