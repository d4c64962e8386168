import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Db } from "@/lib/platform/db";
import { AppError, ERRORS, type ErrorCode, FieldErrors, UnavailableError } from "@/lib/platform/errors";
import { toErrorResponse } from "@/lib/platform/http/error-response";
import { clientWith } from "@/lib/testing/client";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { confirmationValues } from "@/lib/verification/rules";

const respond = (error: unknown, asLists = false) =>
  toErrorResponse(error, { language: "en", requestId: "id-1", asLists });
/** Whatever any of the texts mentions. */
const ALL_VALUES = {
  ...{ segment: 1, user: 2, seconds: 3 },
  ...confirmationValues({ phone: "1", smsAllowed: true, emailAllowed: null, callAllowed: false, email: "a@b.c" }),
};
const prismaError = (code: string) => new Prisma.PrismaClientKnownRequestError("no", { code, clientVersion: "7" });
const socketError = (code: string) => Object.assign(new Error("connect"), { code });

describe("refusals", () => {
  test.each(Object.entries(ERRORS))("%s answers %j", (code, { status, shape }) => {
    const { body, ...rest } = respond(new AppError(code as ErrorCode, { values: ALL_VALUES }));
    expect(rest.status).toBe(status);
    const keys = shape === "coded" ? ["non_field_errors", "error_code"] : ["detail"];
    expect(Object.keys(body as object)).toEqual(keys);
  });

  test("faults of fields, each told once", () => {
    const fault = { key: "too_long", values: { max: 1000 } };
    const error = new FieldErrors({ name: [fault, fault, { key: "blank" }], gender: [{ key: "not_choice" }] });
    expect(respond(error)).toEqual({
      status: 400,
      body: {
        name: ["Ensure this field has no more than 1,000 characters.", "This field may not be blank."],
        gender: ["This is not a valid choice."],
      },
    });
  });

  test("as lists where the clients join them, and without the code, which they would show as a text", () => {
    const { status, body } = respond(new AppError("sms_verification_100_2"), true);
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: ["Verification codes do not match."] },
    });
    const fields = new FieldErrors({ phone: [{ key: "phone" }], email: [{ key: "email" }, { key: "blank" }] });
    expect(respond(fields, true)).toEqual(respond(fields));
    for (const error of [new AppError("throttled", { values: { seconds: 7 } }), new Error("a bug")]) {
      for (const value of Object.values(respond(error, true).body as object))
        expect(value).toEqual([expect.any(String)]);
    }
  });

  test("Retry-After stands in the header when there is a time to wait", () => {
    const error = new AppError("throttled", { values: { seconds: 7 }, retryAfterSeconds: 7 });
    expect(respond(error)).toMatchObject({ status: 429, headers: { "Retry-After": "7" } });
  });
});

describe("503 with Retry-After for what is down", () => {
  const nested = new Error("outer", { cause: socketError("ECONNREFUSED") });
  const driver = (cause: object) => Object.assign(new Error("driver", { cause }), { name: "DriverAdapterError" });

  const down: [string, unknown][] = [
    ["a storage", new UnavailableError(new Error("disk full"))],
    ["a client that cannot start", new Prisma.PrismaClientInitializationError("no", "7")],
    ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034"].map(
      (code) => [code, prismaError(code)] as [string, unknown],
    ),
    ...["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "57P01", "08006", "53300"].map(
      (code) => [code, socketError(code)] as [string, unknown],
    ),
    ["a cause deeper down", nested],
    ["a driver without a connection", driver({ kind: "DatabaseNotReachable" })],
    ["a driver whose server is shutting down", driver({ kind: "postgres", originalCode: "57P01" })],
  ];

  test.each(down)("%s", (_name, error) => {
    const { status, body, headers } = respond(error);
    expect({ status, body }).toEqual({
      status: 503,
      body: { detail: "The service is temporarily unavailable. Please try again." },
    });
    expect(Number(headers?.["Retry-After"])).toBeGreaterThan(0);
  });
});

describe("500 for what nobody foresaw", () => {
  test.each([
    ["an error", new Error("secret detail")],
    ["a constraint that nobody handles", prismaError("P2003")],
    [
      "a driver's word on a query",
      Object.assign(new Error("x", { cause: { kind: "postgres", originalCode: "42601" } }), {
        name: "DriverAdapterError",
      }),
    ],
    ["a text", "secret detail"],
    ["nothing", undefined],
    ["an error that is its own cause", selfCaused()],
  ])("%s: opaque", (_name, error) => {
    expect(respond(error)).toEqual({
      status: 500,
      body: { detail: "Something went wrong on our side.", request_id: "id-1" },
    });
  });
});

describe("over HTTP", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });

  test("a bug is 500 with an id that stands in exactly one line of the log", async () => {
    const { log, lines } = readableLog();
    const db = { $queryRawUnsafe: () => Promise.reject(new TypeError("x is undefined")) } as unknown as Db;
    const answer = await serveWith(shop, { db, log }, () => clientWith({ cookie: "osessionid=0123" }).get(profile));
    expect(answer.status).toBe(500);
    expect(Object.keys(answer.body)).toEqual(["detail", "request_id"]);
    expect(JSON.stringify(answer.body)).not.toContain("undefined");
    expect(lines()).toEqual([expect.objectContaining({ requestId: answer.body.request_id, method: "GET", level: 50 })]);
  });

  test("what is expected leaves no line", async () => {
    const { log, lines } = readableLog();
    const db = { $queryRawUnsafe: () => Promise.reject(prismaError("P1001")) } as unknown as Db;
    await serveWith(shop, { db, log }, async () => {
      expect((await clientWith({ cookie: "osessionid=0123" }).get(profile)).status).toBe(503);
      expect((await clientWith({}).get(profile)).status).toBe(401);
    });
    expect(lines().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

function selfCaused(): Error {
  const error = new Error("x");
  error.cause = error;
  return error;
}
