import { z } from "zod";
import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";

const liveResponse = z.object({ status: z.literal("ok") });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Tell that the process answers",
      description: "Restart the process when this fails. It depends on nothing else.",
      responses: { 200: liveResponse },
    },
    () => ok({ status: "ok" }),
  ),
});
