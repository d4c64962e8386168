import type { z } from "zod";
import { parseBody } from "@/lib/platform/http/body";
import { toErrorResponse } from "@/lib/platform/http/error-response";

/**
 * What an endpoint with this schema makes of a body, without the endpoint: 200 with what its handler gets, or the error
 * that is answered, in English.
 *
 * @param sent bytes, texts and forms as they are, anything else as JSON
 * @param headers beside or in place of those that go with such a body
 */
export async function readBody(schema: z.ZodObject, sent: unknown, headers?: Record<string, string>) {
  const isRaw =
    typeof sent === "string" || [FormData, URLSearchParams, Uint8Array].some((kind) => sent instanceof kind);
  const body = (isRaw ? sent : JSON.stringify(sent)) as BodyInit;
  const isForm = sent instanceof FormData || sent instanceof URLSearchParams;
  const request = new Request("http://localhost:3000/api/", {
    method: "POST",
    body,
    headers: { ...(!isForm && { "content-type": "application/json" }), ...headers },
  });
  try {
    return { status: 200, body: (await parseBody(request, schema)) as Record<string, unknown> };
  } catch (error) {
    const { status, body: said } = toErrorResponse(error, { language: "en", requestId: "" });
    return { status, body: said as Record<string, unknown> };
  }
}
