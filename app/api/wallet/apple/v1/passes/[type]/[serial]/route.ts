import { endpoint, route } from "@/app/api/_route/routes";
import { getPass } from "@/lib/wallet/phone-service";
import { PASS_TYPE, passParams } from "@/lib/wallet/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  // For phones, which prove themselves by the token in their pass.
  GET: route(
    {
      auth: "public",
      params: passParams,
      summary: "Get a pass as it is now",
      description:
        "With `Authorization: ApplePass <token>`. It is void, and says nothing of anybody, once the customer has left the programme.",
      responses: {
        200: { type: PASS_TYPE, description: "A signed pass.", headers: ["ETag"] },
        304: { description: "Not modified, also not since `If-Modified-Since`.", headers: ["ETag"] },
      },
      errors: ["not_found", "token_invalid", "throttled"],
    },
    async ({ deps, params, request }) => {
      const claim = { ...params, authorization: request.headers.get("authorization") };
      const { file, changedAt } = await getPass(deps, claim, request.headers.get("if-modified-since"));
      const version = { etag: `"${changedAt.getTime() / 1000}"` };
      const headers = { "Last-Modified": changedAt.toUTCString() };
      if (!file) return { ...version, status: 304 as const, headers };
      return { ...version, status: 200 as const, bytes: file, headers: { ...headers, "Content-Type": PASS_TYPE } };
    },
  ),
});
