import { createHash } from "node:crypto";
import type { Logger } from "pino";
import type { Db } from "@/lib/platform/db";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import { findApiAddress } from "@/lib/platform/http/api-paths.mjs";
import type { ApiResponse } from "@/lib/platform/http/response";
import type { Language } from "@/lib/platform/i18n/languages";
import { type Claim, claimKey, findKept, keepAnswer, releaseKey } from "@/lib/platform/idempotency/store";
import { sha256, signatures } from "@/lib/platform/secrets";

/*
 * Idempotency-Key: a signed-in client that names a request can send it again when its answer got lost, without doing
 * twice what it asks for. The first answer is replayed for a day.
 */

const LIFE_SECONDS = 24 * 3600;
/** Longer than any request takes: after that its process is dead. */
const LEASE_SECONDS = 60;
const RETRY_AFTER_SECONDS = 1;

const METHODS = new Set(["POST", "PATCH"]);
const VISIBLE = /^[\x21-\x7e]{1,255}$/;

type IdempotencyDeps = { db: Db; log: Logger };

type Once = {
  customerId: number;
  body: unknown;
  language: Language;
  serve: () => Promise<ApiResponse>;
  /** The response for what serving may throw. */
  refuse: (error: unknown) => ApiResponse;
};

/**
 * Serves a request, or replays its first response. 5xx and 429 are not stored. Of what is shown once, a cookie or a
 * secret, only that it was done is.
 * @throws FieldErrors for a malformed key; AppError `idempotency_in_flight`, `idempotency_mismatch` when another request
 *   had the key, `idempotency_not_kept`; and what serving throws
 */
export async function answerOnce(
  deps: IdempotencyDeps,
  request: Request,
  { customerId, body, language, serve, refuse }: Once,
): Promise<ApiResponse> {
  const name = METHODS.has(request.method) ? request.headers.get("idempotency-key") : null;
  if (name === null) return serve();
  if (!VISIBLE.test(name)) throw FieldErrors.of(NON_FIELD, "idempotency_key");
  const { pathname, search } = new URL(request.url);
  // An operation has several paths; what it depends on beside its body is part of what was asked.
  const key = sha256([customerId, request.method, findApiAddress(pathname), name].join("\n"));
  const asked = [await textOf(body), search, request.headers.get("if-match") ?? ""];
  // Bodies have passwords in them: what is stored takes a key to compare.
  const requestHashes = signatures("idempotency", asked.join("\n"));
  const claim = await claimKey(
    deps.db,
    { key, requestHash: requestHashes[0] },
    { lifeSeconds: LIFE_SECONDS, leaseSeconds: LEASE_SECONDS },
  );
  if (claim === null) return repeat(deps, key, requestHashes);

  let response: ApiResponse;
  try {
    response = await serve();
  } catch (error) {
    response = refuse(error);
    if (!isKept(response)) {
      await release(deps, claim);
      throw error;
    }
  }
  if (!isKept(response)) {
    await release(deps, claim);
    return response;
  }
  const { status, headers, etag } = response;
  const kept = isShownOnce(response)
    ? null
    : { status, body: response.body, headers: { ...headers, "Content-Language": language }, ...(etag && { etag }) };
  try {
    await keepAnswer(deps.db, claim, kept);
  } catch (error) {
    // What was asked for is done: that is what the client has to know.
    deps.log.warn({ err: error }, "failed to store idempotent response");
  }
  return response;
}

async function repeat(deps: IdempotencyDeps, key: string, requestHashes: readonly string[]): Promise<ApiResponse> {
  const kept = await findKept(deps.db, key);
  if (kept && !requestHashes.includes(kept.requestHash)) throw new AppError("idempotency_mismatch");
  if (!kept?.isDone) throw new AppError("idempotency_in_flight", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  if (!kept.answer) throw new AppError("idempotency_not_kept");
  const { headers, ...answer } = kept.answer;
  return { ...answer, headers: { ...headers, "Idempotent-Replayed": "true" } };
}

/** A key that cannot be released now is free when its lease is over. */
async function release(deps: IdempotencyDeps, claim: Claim): Promise<void> {
  await releaseKey(deps.db, claim).catch((error: unknown) =>
    deps.log.warn({ err: error }, "failed to release idempotency key"),
  );
}

function isKept({ status }: ApiResponse): boolean {
  return status < 500 && status !== 429;
}

function isShownOnce({ cookies = [], bytes, isSecret = false }: ApiResponse): boolean {
  return cookies.length > 0 || bytes !== undefined || isSecret;
}

/** Files count by their bytes. */
async function textOf(body: unknown): Promise<string> {
  const fields = await Promise.all(
    Object.entries(body ?? {}).map(async ([field, value]) => {
      if (!(value instanceof Blob)) return [field, value];
      const hash = createHash("sha256").update(new Uint8Array(await value.arrayBuffer()));
      return [field, { type: value.type, sha256: hash.digest("hex") }];
    }),
  );
  return JSON.stringify(fields);
}
