import { describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Db } from "@/lib/platform/db";
import { AppError, ERRORS, type ErrorCode, FieldErrors, UnavailableError } from "@/lib/platform/errors";
import { type ErrorShape, toErrorResponse } from "@/lib/platform/http/error-response";
import { clientWith } from "@/lib/testing/client";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, serveWith } from "@/lib/testing/shop";
import { confirmationValues } from "@/lib/verification/rules";

const respond = (error: unknown, shape?: ErrorShape) =>
  toErrorResponse(error, { language: "en", requestId: "id-1", shape });
/** Whatever any of the texts mentions. */
const ALL_VALUES = {
  ...{ scope: "x", world: "w", segment: 1, user: 2, seconds: 3, max: 10 },
  ...confirmationValues({ phone: "1", smsAllowed: true, emailAllowed: null, callAllowed: false, email: "a@b.c" }),
};
const prismaError = (code: string) => new Prisma.PrismaClientKnownRequestError("no", { code, clientVersion: "7" });
const socketError = (code: string) => Object.assign(new Error("connect"), { code });
const driverError = (cause: object) => Object.assign(new Error("driver", { cause }), { name: "DriverAdapterError" });

describe("known errors", () => {
  test.each(Object.entries(ERRORS))("%s is %j", (code, { status, shape }) => {
    const response = respond(new AppError(code as ErrorCode, { values: ALL_VALUES }));
    const keys = { coded: ["non_field_errors", "error_code", "code"], detail: ["detail", "code"] }[shape];
    if (code === "server_error") keys.push("request_id");
    expect([response.status, Object.keys(response.body as object)]).toEqual([status, keys]);
    expect(response.body).toMatchObject({ code });
  });

  test("of fields are told once each", () => {
    const tooLong = { key: "too_long", values: { max: 1000 } };
    const error = new FieldErrors({ name: [tooLong, tooLong, { key: "blank" }], gender: [{ key: "not_choice" }] });
    expect(respond(error)).toEqual({
      status: 400,
      headers: {},
      body: {
        name: ["Ensure this field has no more than 1,000 characters.", "This field may not be blank."],
        gender: ["This is not a valid choice."],
      },
    });
  });

  test("are lists where the clients join them, without the code, which they would show as a text", () => {
    expect(respond(new AppError("sms_verification_100_2"), "lists")).toMatchObject({
      status: 406,
      body: { non_field_errors: ["Verification codes do not match."] },
    });
    const fields = new FieldErrors({ phone: [{ key: "phone" }], email: [{ key: "email" }, { key: "blank" }] });
    expect(respond(fields, "lists")).toEqual(respond(fields));
    const coded = [new AppError("sms_verification_100_2"), new AppError("throttled", { values: { seconds: 7 } })];
    for (const error of [...coded, new Error("a bug")]) {
      const texts = Object.values(respond(error, "lists").body as object);
      expect(texts).toEqual(texts.map(() => [expect.any(String)]));
    }
  });

  test("have their first sentence as detail for clients that show nothing else", () => {
    const fields = new FieldErrors({ phone: [{ key: "phone" }], email: [{ key: "email" }] });
    expect(respond(fields, "detailed").body).toEqual({
      detail: "Enter a valid phone number.",
      phone: ["Enter a valid phone number."],
      email: ["Enter a valid email address."],
    });
    expect(respond(new AppError("sms_verification_100_2"), "detailed").body).toEqual({
      detail: "Verification codes do not match.",
      non_field_errors: "Verification codes do not match.",
      error_code: "sms_verification_100_2",
      code: "sms_verification_100_2",
    });
    expect(respond(new AppError("not_found"), "detailed").body).toEqual({ detail: "Not found.", code: "not_found" });
  });

  test("have Retry-After when there is a time to wait", () => {
    const error = new AppError("throttled", { values: { seconds: 7 }, retryAfterSeconds: 7 });
    expect(respond(error)).toMatchObject({ status: 429, headers: { "Retry-After": "7" } });
  });
});

describe("problem details (RFC 9457)", () => {
  const problem = (error: unknown) => respond(error, "problem");

  test("tell a known error by its type and code", () => {
    expect(problem(new AppError("throttled", { values: { seconds: 7 }, retryAfterSeconds: 7 }))).toEqual({
      status: 429,
      headers: { "Retry-After": "7", "Content-Type": "application/problem+json" },
      body: {
        type: "/docs#throttled",
        title: "Too Many Requests",
        status: 429,
        detail: "Request was throttled. Expected available in 7 seconds.",
        code: "throttled",
        request_id: "id-1",
        errors: [],
      },
    });
  });

  test("name each field that is at fault with its own code and sentence, once", () => {
    const tooLong = { key: "too_long", values: { max: 50 } };
    const error = new FieldErrors({ name: [tooLong, tooLong, { key: "blank" }], gender: [{ key: "Invalid input" }] });
    expect(problem(error)).toMatchObject({
      status: 400,
      body: {
        type: "/docs#invalid_input",
        title: "Bad Request",
        detail: "Ensure this field has no more than 50 characters.",
        code: "invalid_input",
        errors: [
          {
            field: "name",
            code: "too_long",
            values: { max: 50 },
            detail: "Ensure this field has no more than 50 characters.",
          },
          { field: "name", code: "blank", detail: "This field may not be blank." },
          { field: "gender", code: "invalid", detail: "This value is not valid." },
        ],
      },
    });
  });

  test("tell nothing more of a bug", () => {
    const body = { code: "server_error", detail: "Something went wrong on our side.", request_id: "id-1" };
    expect(problem(new Error("secret detail"))).toMatchObject({ status: 500, body });
    expect(JSON.stringify(problem(new Error("secret detail")))).not.toContain("secret");
  });
});

describe("503 with Retry-After", () => {
  test.each<[string, unknown]>([
    ["a storage that is down", new UnavailableError(new Error("disk full"))],
    ["a client that cannot start", new Prisma.PrismaClientInitializationError("no", "7")],
    ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034"].map((code): [string, unknown] => [
      code,
      prismaError(code),
    ]),
    ...["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "57P01", "08006", "53300"].map((code): [string, unknown] => [
      code,
      socketError(code),
    ]),
    ...["57014", "55P03", "40001", "40P01"].map((code): [string, unknown] => [
      code,
      driverError({ kind: "postgres", originalCode: code }),
    ]),
    ["a connection that broke without a code", new Error("Connection terminated unexpectedly")],
    [
      "the same, deeper down",
      new Error("outer", { cause: new Error("Client has encountered a connection error and is not queryable") }),
    ],
    ["a cause deeper down", new Error("outer", { cause: socketError("ECONNREFUSED") })],
    ["a driver without a connection", driverError({ kind: "DatabaseNotReachable" })],
    ["a standby that only reads", driverError({ kind: "postgres", originalCode: "25006" })],
    ["a driver whose server is shutting down", driverError({ kind: "postgres", originalCode: "57P01" })],
  ])("for %s", (_name, error) => {
    const { status, body, headers } = respond(error);
    const detail = "The service is temporarily unavailable. Please try again.";
    expect({ status, body }).toEqual({ status: 503, body: { detail, code: "unavailable" } });
    expect(Number(headers?.["Retry-After"])).toBeGreaterThan(0);
  });
});

describe("500, opaque", () => {
  const selfCaused = new Error("x");
  selfCaused.cause = selfCaused;

  test.each<[string, unknown]>([
    ["an error that nobody foresaw", new Error("secret detail")],
    ["a constraint that nobody handles", prismaError("P2003")],
    ["a driver's complaint about a query", driverError({ kind: "postgres", originalCode: "42601" })],
    ["a text", "secret detail"],
    ["nothing", undefined],
    ["an error that is its own cause", selfCaused],
  ])("for %s", (_name, error) => {
    const body = { detail: "Something went wrong on our side.", code: "server_error", request_id: "id-1" };
    expect(respond(error)).toEqual({ status: 500, headers: {}, body });
  });
});

describe("over HTTP", () => {
  /** Answers a signed-in request while each query fails. */
  async function failing<Answer>(error: Error, ask: () => Promise<Answer>) {
    const { log, lines } = readableLog();
    const db = { readRows: () => Promise.reject(error) } as unknown as Db;
    return { answer: await serveWith(await openShop(), { db, log }, ask), lines: lines() };
  }
  const cookie = "osessionid=0123";
  const readProfile = () => clientWith({ cookie }).get(profile);

  test("a bug is 500 with an id that stands in exactly one line of the log", async () => {
    const { answer, lines } = await failing(new TypeError("x is undefined"), readProfile);
    expect([answer.status, Object.keys(answer.body)]).toEqual([500, ["detail", "code", "request_id"]]);
    expect(JSON.stringify(answer.body)).not.toContain("undefined");
    expect(lines).toEqual([expect.objectContaining({ requestId: answer.body.request_id, method: "GET", level: 50 })]);
  });

  test("a bug's line has no secret of the address", async () => {
    const request = new Request(`http://localhost/users/reset/1a-${"0f".repeat(32)}/`, { headers: { cookie } });
    const ask = async () => profile.GET(request, { params: Promise.resolve({}) });
    const { lines } = await failing(new TypeError("x is undefined"), ask);
    expect(lines).toEqual([expect.objectContaining({ level: 50, path: "/users/reset/[secret]/" })]);
  });

  test("what is expected leaves no error in the log", async () => {
    const { answer, lines } = await failing(prismaError("P1001"), readProfile);
    expect(answer.status).toBe(503);
    expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});
