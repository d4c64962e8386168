import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { endpoint, route } from "@/app/api/_route/routes";
import { SECTIONS } from "@/app/api/openapi.json/sections";
import type { Deps } from "@/lib/deps";
import { describeFields } from "@/lib/fields/view";
import { createOpenApi, type OpenApi, type OpenApiMessages } from "@/lib/platform/http/openapi";
import { ok } from "@/lib/platform/http/response";
import { EVENT_TYPES, EVENTS, messageSchema } from "@/lib/webhooks/event-schema";

const openApiResponse = z.looseObject({ openapi: z.literal("3.1.1") });

const made = new WeakMap<Deps["fields"], Promise<OpenApi>>();

/** Made once, on first use. */
function getOpenApi({ fields }: Deps): Promise<OpenApi> {
  const known = made.get(fields);
  if (known) return known;
  const making = readFile(path.resolve("docs/api-guide.md"), "utf8").then((guide) =>
    createOpenApi(SECTIONS, messages(), guide, (schema, json) => describeFields(fields, schema, json)),
  );
  made.set(fields, making);
  return making;
}

function messages(): OpenApiMessages {
  return Object.fromEntries(
    EVENT_TYPES.map((type) => [
      type,
      { schema: messageSchema(type), description: EVENTS[type].meta()?.description ?? type },
    ]),
  );
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public", summary: "Get this document", responses: { 200: openApiResponse } }, async ({ deps }) =>
    ok(await getOpenApi(deps)),
  ),
});
