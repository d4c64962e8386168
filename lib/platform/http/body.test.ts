import { describe, expect, test } from "vitest";
import { z } from "zod";
import { birthDate, consent, gender, textLine } from "@/lib/platform/fields";
import { parseBody } from "@/lib/platform/http/body";
import { readBody } from "@/lib/testing/bodies";
import { upload } from "@/lib/testing/images";

/* The bounds themselves, whatever the code says: moving one must be a decision. */
const JSON_MAX_BYTES = 64 * 1024;
const JSON_MAX_DEPTH = 10;
const UPLOAD_MAX_BYTES = 2 * 1024 * 1024;

const schema = z.object({
  name: textLine({ max: 50 }).optional(),
  gender: gender.optional(),
  born: birthDate.nullable().optional(),
  wants: consent.optional(),
  attributes: z.record(z.string(), z.unknown(), { error: "not_object" }).optional(),
  file: z.file().nullable().optional(),
});
const read = (sent: unknown, headers?: Record<string, string>) => readBody(schema, sent, headers);
const ofType = (type: string) => ({ "content-type": type });

function formOf(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const FIELDS = {
  ...{ name: "Jane", gender: "none", born: "1990-05-15", wants: "true" },
  attributes: '{"list":[1,null],"size":["S"],"length":2}',
};
const READ = {
  ...{ name: "Jane", gender: null, born: "1990-05-15", wants: true },
  attributes: { list: [1, null], size: ["S"], length: 2 },
};

describe("200", () => {
  test.each([
    ["JSON", { ...READ, wants: "True" }],
    ["a urlencoded form", new URLSearchParams(FIELDS)],
    ["a multipart form", formOf(FIELDS)],
  ])("%s is read field by field", async (_name, sent) => {
    expect(await read(sent)).toEqual({ status: 200, body: READ });
  });

  test.each(["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json", ""])(
    "JSON is read from the content type %j",
    async (type) => {
      expect(await read(new TextEncoder().encode('{"name":"Roe"}'), ofType(type))).toMatchObject({
        body: { name: "Roe" },
      });
    },
  );

  test("no body is an empty one, and a file comes in a multipart form", async () => {
    expect(await read("")).toEqual({ status: 200, body: {} });
    expect((await read(formOf({ file: upload(new Uint8Array([1])) }))).body.file).toBeInstanceOf(File);
  });

  test("415 for a multipart form where there is no file to upload, and 400 for one of more than 100 parts", async () => {
    const withoutFile = z.object({ name: textLine({ max: 50 }).optional() });
    expect((await readBody(withoutFile, formOf({ name: "Jane" }))).status).toBe(415);
    const parts = (count: number) =>
      formOf(Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, "x"])));
    expect((await read(parts(90))).status).toBe(200);
    expect((await read(parts(101))).body).toEqual({ non_field_errors: ["The request body is not a valid form."] });
  });

  test("an empty form field is null, but for an empty text where that is one", async () => {
    expect(await read(formOf({ name: "", gender: "", born: "", wants: "", file: "" }))).toEqual({
      status: 200,
      body: { name: "", gender: null, born: null, wants: null, file: null },
    });
  });

  test.each(["", "x", "{}"])("unknown fields are ignored, whatever they are called and hold: %j", async (value) => {
    const names = ["redirect", "constructor", "__proto__", "toString", "hasOwnProperty", "id", ""];
    expect(await read(new URLSearchParams(names.map((name) => [name, value])))).toEqual({ status: 200, body: {} });
    expect(await read({ redirect: value, id: value })).toEqual({ status: 200, body: {} });
  });

  test("a text stays one, though it looks like JSON or nests brackets", async () => {
    for (const name of ['{"a":1}', '[{"\\'.repeat(12)]) {
      for (const sent of [{ name }, formOf({ name })]) expect((await read(sent)).body).toEqual({ name });
    }
  });

  test("64 KB of JSON, ten levels deep, and 2 MB of a file are read", async () => {
    const nested = `{"attributes":${'{"a":'.repeat(JSON_MAX_DEPTH - 1)}1${"}".repeat(JSON_MAX_DEPTH)}`;
    expect((await read(nested)).status).toBe(200);
    const junk = "x".repeat(JSON_MAX_BYTES - JSON.stringify({ junk: "" }).length);
    expect((await read({ junk })).status).toBe(200);
    expect((await read(formOf({ file: upload(new Uint8Array(UPLOAD_MAX_BYTES)) }))).status).toBe(200);
  });
});

describe("400", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const JSON_TEXT = "The request body is not valid JSON.";
  const OBJECT = "The request body must be an object.";
  const DEPTH = "The request body is nested too deeply.";
  const FORM = "The request body is not a valid form.";
  const part = 'Content-Disposition: form-data; name="x"';

  test.each<[string, string | Uint8Array, string, string?]>([
    ["an unfinished object", "{", JSON_TEXT],
    ["single quotes", "{'name': 'x'}", JSON_TEXT],
    ["a form in disguise", "name=x", JSON_TEXT],
    ["two objects", "{}{}", JSON_TEXT],
    ["a control character", '{"name":"\u0001"}', JSON_TEXT],
    [
      "bytes that are no UTF-8",
      new Uint8Array([...Buffer.from('{"name":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
      JSON_TEXT,
    ],
    ["a list", "[]", OBJECT],
    ["null", "null", OBJECT],
    ["a text", '"text"', OBJECT],
    ["a number", "42", OBJECT],
    ["one level too many", nested(JSON_MAX_DEPTH + 1), DEPTH],
    ["thousands of levels", nested(20_000), DEPTH],
    ["one level too many in a field", `{"attributes":${nested(JSON_MAX_DEPTH)}}`, DEPTH],
    ["multipart without a boundary", "whatever", FORM, "multipart/form-data"],
    ["multipart with another boundary", `--b\r\n${part}\r\n\r\n1`, FORM, "multipart/form-data; boundary=a"],
    ["half a part", `--a\r\n${part}`, FORM, "multipart/form-data; boundary=a"],
    ["multipart without a body", "", FORM, "multipart/form-data; boundary=a"],
  ])("%s", async (_name, sent, text, type = "application/json") => {
    expect(await read(sent, ofType(type))).toEqual({ status: 400, body: { non_field_errors: [text] } });
  });

  test.each([
    ['{"toString":0}', "in place of a length"],
    ['[{"toString":0}]', "in a list in its place"],
  ])("an object %s %s is at fault, and nothing breaks", async (length) => {
    const secret = z.object({ name: z.string("not_text").min(1), attributes: z.array(z.string()).min(1) });
    const body = `{"name":{"length":${length}},"attributes":{"\\u006cength":${length},"size":${length}}}`;
    expect(await readBody(secret, body, ofType("application/json"))).toMatchObject({ status: 400 });
  });

  test("faults are named by field, all at once, in forms as in JSON; a file is no text", async () => {
    const faults = { gender: "x", born: "x", attributes: "{", wants: "maybe" };
    const fields = Object.keys(faults).sort();
    for (const sent of [
      faults,
      new URLSearchParams(faults),
      formOf({ ...faults, name: upload(new Uint8Array([1])) }),
    ]) {
      const { status, body } = await read(sent);
      expect(status).toBe(400);
      expect(
        Object.keys(body)
          .filter((name) => name !== "name")
          .sort(),
      ).toEqual(fields);
      expect("name" in body).toBe(sent instanceof FormData);
    }
  });

  test("a form field that nests too deeply is at fault itself", async () => {
    const { status, body } = await read(new URLSearchParams({ attributes: `{"a":${nested(5000)}}` }));
    expect({ status, fields: Object.keys(body) }).toEqual({ status: 400, fields: ["attributes"] });
  });
});

describe("413", () => {
  const large = upload(new Uint8Array(UPLOAD_MAX_BYTES + 1));
  const junk = "x".repeat(JSON_MAX_BYTES);

  test.each<[string, unknown, Record<string, string>?]>([
    ["more JSON than 64 KB", { junk }],
    ["JSON that declares more", "{}", { "content-length": String(JSON_MAX_BYTES + 1) }],
    ["a urlencoded form of more than 64 KB", new URLSearchParams({ junk })],
    ["a file of more than 2 MB", formOf({ file: large })],
    ["a file of more than 2 MB in any field", formOf({ junk: large })],
  ])("%s", async (_name, sent, headers) => {
    expect(await read(sent, headers)).toEqual({
      status: 413,
      body: { detail: "The request body is too large.", code: "body_too_large" },
    });
  });

  test("a body without end is broken off: 4 MB more are read and thrown away", async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        if (sent > 16 * UPLOAD_MAX_BYTES) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const request = new Request("http://localhost:3000/", { method: "POST", body, duplex: "half" } as RequestInit);
    await expect(parseBody(request, schema)).rejects.toMatchObject({ code: "body_too_large" });
    expect(sent).toBeLessThan(3 * UPLOAD_MAX_BYTES);
  });
});

test("of uploads eight are read at once, 32 more wait unread, and the next are refused with 503", async () => {
  const started: ReadableStreamDefaultController[] = [];
  const uploads = Array.from({ length: 41 }, () => {
    const body = new ReadableStream({ pull: (controller) => void started.push(controller) }, { highWaterMark: 0 });
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    return new Request("http://localhost:3000/", { method: "POST", headers, body, duplex: "half" } as RequestInit);
  });
  const read = uploads.map((request) => parseBody(request, schema));
  let refusal: unknown;
  read.pop()?.catch((error: unknown) => {
    refusal = error;
  });
  await expect.poll(() => started.length).toBe(8);
  await expect.poll(() => refusal).toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
  const settled = Promise.allSettled(read);
  // Whoever breaks off makes room for the next.
  for (const index of read.keys()) {
    await expect.poll(() => started.length).toBe(Math.min(index + 8, read.length));
    started[index]?.error(new Error("broken off"));
  }
  expect((await settled).map(({ status }) => status)).toEqual(read.map(() => "rejected"));
});

test.each(["text/plain", "application/xml", "application/octet-stream", "json"])("415 for %s", async (type) => {
  expect(await read("{}", ofType(type))).toEqual({
    status: 415,
    body: { detail: "Unsupported media type in request.", code: "media_type_unsupported" },
  });
});
