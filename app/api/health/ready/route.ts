import { z } from "zod";
import { endpoint, route } from "@/app/api/_route/routes";
import { findFailingChecks, HEALTH_CHECKS } from "@/lib/platform/health";
import { ok } from "@/lib/platform/http/response";

const failing = z
  .array(z.enum(HEALTH_CHECKS))
  .meta({ description: "The checks that fail; `migrations` is told once there is a database." });
const readyResponse = z.object({ status: z.literal("ok"), failing: failing.max(0).meta({ examples: [[]] }) });
const notReadyResponse = z.object({ status: z.literal("unavailable"), failing: failing.min(1) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Tell whether to send requests here",
      description:
        "503 while the database does not answer within a second, while a migration of this release is not applied, and once the process is told to end.",
      responses: { 200: readyResponse, 503: notReadyResponse },
    },
    async ({ deps }) => {
      const found = await findFailingChecks(deps.db);
      if (found.length === 0) return ok({ status: "ok", failing: [] });
      return { status: 503, body: { status: "unavailable", failing: found } } as const;
    },
  ),
});
