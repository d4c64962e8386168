import fc from "fast-check";
import type { JsonSchema } from "@/lib/platform/http/openapi-schemas";
import { anyHeader, anyJson, anyText } from "@/lib/testing/arbitraries";
import {
  CALLERS,
  ENCODINGS,
  encodeText,
  FORMS,
  FRAMES,
  type FuzzOperation,
  type FuzzRequest,
} from "@/lib/testing/fuzz-wire";

/* Any request to an operation of the OpenAPI document, from valid to hopeless. */

/** Names of placeholders, each for the caller (`own`) and for somebody else (`canary`). */
const KNOWN = ["email", "phone", "username", "id", "session", "token", "password"] as const;

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
