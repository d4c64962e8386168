import { beforeAll, describe, expect, test } from "vitest";
import { JSON_MAX_BYTES, JSON_MAX_DEPTH, UPLOAD_MAX_BYTES } from "@/lib/platform/http/body";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

function formOf(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

async function someone(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  return { customer, client: await as(shop, customer) };
}

describe("200", () => {
  const fields = {
    first_name: "Jane",
    last_name: "Roe",
    email_allowed: "true",
    sms_allowed: "false",
    call_allowed: "",
    gender: "female",
    date_of_birth: "1990-05-15",
    attributes: '{"size":"M","list":[1,true,null]}',
    language_code: "de",
    resend: "false",
    code: "123456",
  };
  const expected = {
    first_name: "Jane",
    last_name: "Roe",
    email_allowed: true,
    sms_allowed: false,
    call_allowed: null,
    gender: "female",
    date_of_birth: "1990-05-15",
    attributes: { size: "M", list: [1, true, null] },
    language_code: "de-de",
  };

  test("multipart carries every field beside a picture", async () => {
    const { customer, client } = await someone({ callAllowed: true });
    const body = formOf({ ...fields, phone: String(customer.phone), avatar: upload(await picture("png"), "me.png") });
    const answer = await client.patch(profile, { body });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ...expected, avatar: expect.stringMatching(/^http.*\.webp$/) });
  });

  test("form-urlencoded carries every field but the picture", async () => {
    const { customer, client } = await someone({ callAllowed: true });
    const body = new URLSearchParams({ ...fields, phone: String(customer.phone) });
    expect(await client.patch(profile, { body })).toMatchObject({ status: 200, body: expected });
  });

  test("an empty field empties what can be empty", async () => {
    const { client } = await someone({ emailAllowed: true, avatar: "avatars/gone.webp" });
    const body = formOf({ first_name: "", date_of_birth: "", gender: "", email_allowed: "", avatar: "" });
    const answer = await client.patch(profile, { body });
    expect(answer.status).toBe(200);
    const empty = { first_name: "", date_of_birth: null, gender: null, email_allowed: null, avatar: null };
    expect(answer.body).toMatchObject(empty);
  });

  test("junk fields are ignored, whatever they are called", async () => {
    const { client } = await someone();
    const names = ["redirect", "constructor", "__proto__", "toString", "hasOwnProperty", "id", ""];
    for (const value of ["", "x", "{}"]) {
      const junk = new URLSearchParams(names.map((name) => [name, value]));
      expect(await client.patch(profile, { body: junk })).toMatchObject({ status: 200, body: { first_name: "John" } });
    }
  });

  test("a name that looks like JSON stays a name", async () => {
    const { client } = await someone();
    const answer = await client.patch(profile, { body: formOf({ first_name: '{"a":1}' }) });
    expect(answer.body.first_name).toBe('{"a":1}');
  });

  test("JSON is read whatever the letter case and parameters of its content type, and without one", async () => {
    const { client } = await someone();
    for (const type of ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json", ""]) {
      const answer = await client.patch(profile, { body: '{"last_name":"Roe"}', headers: { "content-type": type } });
      expect([type, answer.status]).toEqual([type, 200]);
    }
  });
});

describe("400", () => {
  const TEXTS = {
    json: "The request body is not valid JSON.",
    json_depth: "The request body is nested too deeply.",
    json_object: "The request body must be an object.",
    form: "The request body is not a valid form.",
  };
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

  test.each([
    ["an unfinished object", "{", TEXTS.json],
    ["single quotes", "{'first_name': 'x'}", TEXTS.json],
    ["a form in disguise", "first_name=x", TEXTS.json],
    ["two objects", "{}{}", TEXTS.json],
    ["a control character", '{"first_name":"\u0001"}', TEXTS.json],
    ["a list", "[]", TEXTS.json_object],
    ["null", "null", TEXTS.json_object],
    ["a text", '"text"', TEXTS.json_object],
    ["a number", "42", TEXTS.json_object],
    ["one level too many", nested(JSON_MAX_DEPTH + 1), TEXTS.json_depth],
    ["thousands of levels", nested(20_000), TEXTS.json_depth],
    ["one level too many in a field", `{"attributes":${nested(JSON_MAX_DEPTH)}}`, TEXTS.json_depth],
  ])("%s", async (_name, body, text) => {
    const { client } = await someone();
    const answer = await client.patch(profile, { body });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ non_field_errors: [text] });
  });

  test("brackets inside texts are no depth", async () => {
    const { client } = await someone();
    const first_name = '[{"\\'.repeat(12);
    expect(await client.patch(profile, { body: { first_name } })).toMatchObject({ status: 200, body: { first_name } });
  });

  test("bytes that are no UTF-8 are no JSON", async () => {
    const { client } = await someone();
    const body = new Uint8Array([...Buffer.from('{"first_name":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    const answer = await client.patch(profile, { body });
    expect(answer).toMatchObject({ status: 400, body: { non_field_errors: [TEXTS.json] } });
  });

  test.each([
    ["no boundary", "multipart/form-data", "whatever"],
    ["another boundary", "multipart/form-data; boundary=a", '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1'],
    ["half a part", "multipart/form-data; boundary=a", '--a\r\nContent-Disposition: form-data; name="x"'],
    ["no body", "multipart/form-data; boundary=a", ""],
  ])("a multipart body with %s", async (_name, type, body) => {
    const { client } = await someone();
    const answer = await client.patch(profile, { body, headers: { "content-type": type } });
    expect(answer).toMatchObject({ status: 400, body: { non_field_errors: [TEXTS.form] } });
  });

  test("faults in a form are named by field, as in JSON", async () => {
    const { client } = await someone();
    const faults = { gender: "x", date_of_birth: "x", phone: "", attributes: "{", language_code: "", resend: "" };
    const { status, body } = await client.patch(profile, { body: new URLSearchParams(faults) });
    expect(status).toBe(400);
    expect(Object.keys(body).sort()).toEqual(Object.keys(faults).sort());
  });

  test("a file where a text belongs is a fault of that field", async () => {
    const { client } = await someone();
    const body = formOf({ first_name: upload(new Uint8Array([1])), gender: upload(new Uint8Array([1])) });
    const answer = await client.patch(profile, { body });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body).sort()).toEqual(["first_name", "gender"]);
  });

  test("attributes nested too deeply in a form are a fault of the field", async () => {
    const { client } = await someone();
    const attributes = `{"a":${nested(5000)}}`;
    const answer = await client.patch(profile, { body: new URLSearchParams({ attributes }) });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body)).toEqual(["attributes"]);
  });
});

describe("413", () => {
  test("more JSON than 64 KB, with and without a Content-Length", async () => {
    const { client } = await someone();
    const body = JSON.stringify({ junk: "x".repeat(JSON_MAX_BYTES) });
    const declared = await client.patch(profile, { body, headers: { "content-length": String(body.length) } });
    const streamed = await client.patch(profile, { body });
    for (const answer of [declared, streamed]) {
      expect(answer).toMatchObject({ status: 413, body: { detail: "The request body is too large." } });
    }
  });

  test("as much JSON as 64 KB is read", async () => {
    const { client } = await someone();
    const frame = JSON.stringify({ junk: "" }).length;
    const body = JSON.stringify({ junk: "x".repeat(JSON_MAX_BYTES - frame) });
    expect((await client.patch(profile, { body })).status).toBe(200);
  });

  test("a urlencoded form of more than 64 KB", async () => {
    const { client } = await someone();
    const body = new URLSearchParams({ junk: "x".repeat(JSON_MAX_BYTES) });
    expect((await client.patch(profile, { body })).status).toBe(413);
  });

  test("a file of more than 2 MB, in whatever field", async () => {
    const { client } = await someone();
    const large = upload(new Uint8Array(UPLOAD_MAX_BYTES + 1));
    expect((await client.patch(profile, { body: formOf({ avatar: large }) })).status).toBe(413);
    expect((await client.patch(profile, { body: formOf({ junk: large }) })).status).toBe(413);
  });
});

describe("415", () => {
  test.each(["text/plain", "application/xml", "application/octet-stream", "json"])("%s", async (type) => {
    const { client } = await someone();
    const answer = await client.patch(profile, { body: "{}", headers: { "content-type": type } });
    expect(answer).toMatchObject({ status: 415, body: { detail: "Unsupported media type in request." } });
  });
});
