import pLimit from "p-limit";
import type { z } from "zod";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import { fieldOf } from "@/lib/platform/fields";
import { isStrict } from "@/lib/platform/http/prefer";

/* Reading request bodies: JSON, and where real clients send it, forms. Everything is bounded before it is parsed. */

export const JSON_MAX_BYTES = 64 * 1024;
export const JSON_MAX_DEPTH = 10;
export const UPLOAD_MAX_BYTES = 2 * 1024 * 1024;
/** The text fields and the boundaries around an upload. */
const MULTIPART_OVERHEAD_BYTES = 128 * 1024;

/** So many are in memory at once; of the others nothing is read meanwhile. */
const UPLOADS_AT_ONCE = 8;
const UPLOADS_WAITING_MAX = 32;
const UPLOAD_RETRY_SECONDS = 5;
const uploads = pLimit(UPLOADS_AT_ONCE);

const PARTS_MAX = 100;
const DRAINED_BYTES = 4 * 1024 * 1024;

const withFiles = new WeakMap<z.ZodObject, boolean>();

/** Whether any of the fields can be a file. */
function takesFiles(schema: z.ZodObject): boolean {
  let known = withFiles.get(schema);
  if (known === undefined) {
    known = Object.values(schema.shape).some((field) => (field as z.ZodType).safeParse(new File([], "x")).success);
    withFiles.set(schema, known);
  }
  return known;
}

/** What a body becomes before its schema judges it. */
type RawBody = { kind: "json"; value: unknown } | { kind: "form"; value: FormData };

/**
 * Reads the body and validates it.
 * @throws FieldErrors for malformed or invalid input; AppError `body_too_large`, `media_type_unsupported`
 */
export async function parseBody<Schema extends z.ZodObject>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const raw = await readBody(request, { takesFiles: takesFiles(schema) });
  const unknown = isStrict(request.headers) ? unknownKeys(raw.value, schema) : [];
  return validated(raw.kind === "form" ? decodeForm(raw.value, schema) : raw.value, schema, unknown);
}

/** Validates what follows the question mark. @throws FieldErrors */
export function parseQuery<Schema extends z.ZodObject>(request: Request, schema: Schema): z.infer<Schema> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return validated(query, schema, isStrict(request.headers) ? unknownKeys(query, schema) : []);
}

/** A body as it was sent, for whoever must prove it before it is parsed. @throws AppError `body_too_large` */
export function readBodyBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  return readBytes(request, JSON_MAX_BYTES);
}

/** Validates JSON that was read by `readBodyBytes`. @throws FieldErrors */
export function parseBodyBytes<Schema extends z.ZodObject>(
  bytes: Uint8Array,
  schema: Schema,
  headers: Headers,
): z.infer<Schema> {
  const value = parseJson(bytes);
  return validated(value, schema, isStrict(headers) ? unknownKeys(value, schema) : []);
}

/** What is sent and would be ignored, in a body or a query. */
function unknownKeys(sent: unknown, schema: z.ZodObject): string[] {
  const keys = sent instanceof FormData ? [...sent.keys()] : Object.keys(sent ?? {});
  return keys.filter((key) => !Object.hasOwn(schema.shape, key));
}

/** @param unknown keys that are refused beside what the schema refuses */
function validated<Schema extends z.ZodObject>(
  value: unknown,
  schema: Schema,
  unknown: readonly string[],
): z.infer<Schema> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw FieldErrors.of(NON_FIELD, "json_object");
  }
  // Not safeParseAsync, which goes without the code that Zod generates for an object.
  const parsed = schema.safeParse(value);
  if (parsed.success && unknown.length === 0) return parsed.data;
  throw fieldErrors(parsed.error?.issues ?? [], unknown);
}

function fieldErrors(issues: readonly z.core.$ZodIssue[], unknown: readonly string[]): FieldErrors {
  // A key may be called `__proto__`.
  const fields: FieldErrors["fields"] = Object.fromEntries(unknown.map((key) => [key, [{ key: "unknown" }]]));
  for (const issue of issues) {
    const field = fieldOf(issue) ?? NON_FIELD;
    const values = issue.code === "custom" ? issue.params : undefined;
    fields[field] ??= [];
    fields[field].push({ key: issue.message, values });
  }
  return new FieldErrors(fields);
}

async function readBody(request: Request, { takesFiles }: { takesFiles: boolean }): Promise<RawBody> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type === "multipart/form-data" && takesFiles) {
    if (uploads.pendingCount >= UPLOADS_WAITING_MAX) {
      throw new AppError("unavailable", { values: { missing: "uploads" }, retryAfterSeconds: UPLOAD_RETRY_SECONDS });
    }
    return { kind: "form", value: await uploads(() => readUpload(request)) };
  }
  if (type === "application/x-www-form-urlencoded") {
    return { kind: "form", value: await formOf(await readBytes(request, JSON_MAX_BYTES), request) };
  }
  if (type !== undefined && type !== "" && type !== "application/json" && !type.endsWith("+json")) {
    throw new AppError("media_type_unsupported");
  }
  return { kind: "json", value: parseJson(await readBytes(request, JSON_MAX_BYTES)) };
}

async function readUpload(request: Request): Promise<FormData> {
  const bytes = await readBytes(request, UPLOAD_MAX_BYTES + MULTIPART_OVERHEAD_BYTES);
  assertFewParts(bytes);
  const form = await formOf(bytes, request);
  for (const value of form.values()) {
    if (value instanceof File && value.size > UPLOAD_MAX_BYTES) throw new AppError("body_too_large");
  }
  return form;
}

/**
 * The fields of an `application/x-www-form-urlencoded` body, for handlers that pass it on.
 * @throws AppError `body_too_large`, `media_type_unsupported`
 */
export async function readUrlEncodedForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") throw new AppError("media_type_unsupported");
  return new URLSearchParams(new TextDecoder().decode(await readBytes(request, JSON_MAX_BYTES)));
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("body_too_large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      // A client that is still sending would not hear the answer: some of the rest runs dry, but not for ever.
      if (size > maxBytes + DRAINED_BYTES) break;
    }
  } catch {
    // The client broke off in the middle, and waits for no answer.
    throw FieldErrors.of(NON_FIELD, "json");
  }
  if (size > maxBytes) throw new AppError("body_too_large");
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** Each part costs the parser an object or two: a body of tens of thousands would hold everybody up. */
function assertFewParts(bytes: Uint8Array): void {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = body.indexOf("\n--"); at !== -1; at = body.indexOf("\n--", at + 1)) {
    if (++count > PARTS_MAX) throw FieldErrors.of(NON_FIELD, "form");
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** An empty body counts as an empty object: some endpoints take nothing. */
function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    assertDepth(text);
    value = JSON.parse(text, replaceFalseLength);
  } catch (error) {
    if (error instanceof FieldErrors) throw error;
    throw FieldErrors.of(NON_FIELD, "json");
  }
  return value;
}

/**
 * Zod checks the length of any object by its own `length` or `size`, also of one that it has already refused for not being a
 * list. Where that is an object, comparing it with a number may throw: a list in a list stands in for it, which compares, and
 * which no schema takes.
 */
function replaceFalseLength(key: string, value: unknown): unknown {
  if (key !== "length" && key !== "size") return value;
  return [value].flat().some((item) => typeof item === "object" && item !== null) ? [[]] : value;
}

/** Counts the nesting before parsing, since a parser's recursion is what deep nesting attacks. */
function assertDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") {
      depth++;
      if (depth > JSON_MAX_DEPTH) throw FieldErrors.of(NON_FIELD, "json_depth");
    } else if (character === "}" || character === "]") depth--;
  }
}

async function formOf(bytes: Uint8Array<ArrayBuffer>, request: Request): Promise<FormData> {
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  try {
    return await new Response(bytes, { headers }).formData();
  } catch {
    throw FieldErrors.of(NON_FIELD, "form");
  }
}

/**
 * Form fields know only text. An empty field is null unless its schema takes an empty text; a text that its schema
 * refuses but that is a JSON object is read as one (`attributes`).
 */
function decodeForm(form: FormData, schema: z.ZodObject): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [name, entry] of form) {
    // An own key only: a field may be called `constructor`.
    const field = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : undefined;
    if (field) value[name] = typeof entry === "string" ? decodeField(entry, field) : entry;
  }
  return value;
}

function decodeField(text: string, field: z.ZodType): unknown {
  if (text === "") return field.safeParse("").success ? "" : null;
  if (text.startsWith("{") && !field.safeParse(text).success) {
    try {
      assertDepth(text);
      return JSON.parse(text, replaceFalseLength);
    } catch {
      return text;
    }
  }
  return text;
}
