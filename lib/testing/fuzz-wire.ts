import { gzipSync } from "node:zlib";
import type { JsonSchema } from "@/lib/platform/http/openapi-schemas";

/*
 * A request to an operation of the OpenAPI document, and the bytes that it becomes. `{{name}}` in a text stands for what is
 * known only when it is sent: the caller's own, or what belongs to somebody else.
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

export const FORMS = ["json", "urlencoded", "multipart", "raw"] as const;
export const ENCODINGS = ["utf8", "bom", "utf16le", "utf16be", "latin1", "gzip", "cut"] as const;
export const FRAMES = ["length", "chunked", "chunked-odd", "short", "long", "twice", "both", "none"] as const;

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
  /** The challenge is begun before, so that a code is there to be sent. */
  isAsked: boolean;
  isRepeated: boolean;
};

/** A lone surrogate has no encoding of its own: its bytes in the way of CESU-8 are no UTF-8. */
export function encodeText(text: string): string {
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
