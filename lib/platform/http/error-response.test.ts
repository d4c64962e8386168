import { describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Db } from "@/lib/platform/db";
import { AppError, ERRORS, type ErrorCode, FieldErrors, UnavailableError } from "@/lib/platform/errors";
import { toErrorResponse } from "@/lib/platform/http/error-response";
import { clientWith } from "@/lib/testing/client";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, serveWith } from "@/lib/testing/shop";
import { confirmationValues } from "@/lib/verification/rules";

const respond = (error: unknown, asLists = false) =>
  toErrorResponse(error, { language: "en", requestId: "id-1", asLists });
/** Whatever any of the texts mentions. */
const ALL_VALUES = {
  ...{ segment: 1, user: 2, seconds: 3, max: 10 },
  ...confirmationValues({ phone: "1", smsAllowed: true, emailAllowed: null, callAllowed: false, email: "a@b.c" }),
};
const prismaError = (code: string) => new Prisma.PrismaClientKnownRequestError("no", { code, clientVersion: "7" });
const socketError = (code: string) => Object.assign(new Error("connect"), { code });
const driverError = (cause: object) => Object.assign(new Error("driver", { cause }), { name: "DriverAdapterError" });

describe("known errors", () => {
  test.each(Object.entries(ERRORS))("%s is %j", (code, { status, shape }) => {
    const response = respond(new AppError(code as ErrorCode, { values: ALL_VALUES }));
    const keys = { coded: ["non_field_errors", "error_code"], detail_code: ["detail", "code"], detail: ["detail"] }[
      shape
    ];
    expect([response.status, Object.keys(response.body as object)]).toEqual([status, keys]);
  });

  test("of fields are told once each", () => {
    const tooLong = { key: "too_long", values: { max: 1000 } };
    const error = new FieldErrors({ name: [tooLong, tooLong, { key: "blank" }], gender: [{ key: "not_choice" }] });
    expect(respond(error)).toEqual({
      status: 400,
      body: {
        name: ["Ensure this field has no more than 1,000 characters.", "This field may not be blank."],
        gender: ["This is not a valid choice."],
      },
    });
  });

  test("are lists where the clients join them, without the code, which they would show as a text", () => {
    expect(respond(new AppError("sms_verification_100_2"), true)).toMatchObject({
      status: 406,
      body: { non_field_errors: ["Verification codes do not match."] },
    });
    const fields = new FieldErrors({ phone: [{ key: "phone" }], email: [{ key: "email" }, { key: "blank" }] });
    expect(respond(fields, true)).toEqual(respond(fields));
    const coded = [new AppError("sms_verification_100_2"), new AppError("throttled", { values: { seconds: 7 } })];
    for (const error of [...coded, new Error("a bug")]) {
      const texts = Object.values(respond(error, true).body as object);
      expect(texts).toEqual(texts.map(() => [expect.any(String)]));
    }
  });

  test("have Retry-After when there is a time to wait", () => {
    const error = new AppError("throttled", { values: { seconds: 7 }, retryAfterSeconds: 7 });
    expect(respond(error)).toMatchObject({ status: 429, headers: { "Retry-After": "7" } });
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
    ["a driver whose server is shutting down", driverError({ kind: "postgres", originalCode: "57P01" })],
  ])("for %s", (_name, error) => {
    const { status, body, headers } = respond(error);
    const detail = "The service is temporarily unavailable. Please try again.";
    expect({ status, body }).toEqual({ status: 503, body: { detail } });
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
    const body = { detail: "Something went wrong on our side.", request_id: "id-1" };
    expect(respond(error)).toEqual({ status: 500, body });
  });
});

describe("over HTTP", () => {
  /** Answers a signed-in request while each query fails. */
  async function failing(error: Error) {
    const { log, lines } = readableLog();
    const db = { $queryRawUnsafe: () => Promise.reject(error) } as unknown as Db;
    const ask = () => clientWith({ cookie: "osessionid=0123" }).get(profile);
    return { answer: await serveWith(await openShop(), { db, log }, ask), lines: lines() };
  }

  test("a bug is 500 with an id that stands in exactly one line of the log", async () => {
    const { answer, lines } = await failing(new TypeError("x is undefined"));
    expect([answer.status, Object.keys(answer.body)]).toEqual([500, ["detail", "request_id"]]);
    expect(JSON.stringify(answer.body)).not.toContain("undefined");
    expect(lines).toEqual([expect.objectContaining({ requestId: answer.body.request_id, method: "GET", level: 50 })]);
  });

  test("what is expected leaves no error in the log", async () => {
    const { answer, lines } = await failing(prismaError("P1001"));
    expect(answer.status).toBe(503);
    expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});
