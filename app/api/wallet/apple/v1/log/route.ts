import { endpoint, route } from "@/app/api/_route/routes";
import { logPhone } from "@/lib/wallet/phone-service";
import { phoneLogBody } from "@/lib/wallet/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      body: phoneLogBody,
      summary: "Report faults of passes",
      description: "What phones did not like goes into the store's log, without whatever could name one of them.",
      responses: { 200: { description: "Taken note of." } },
      errors: ["not_found", "throttled"],
    },
    async ({ deps, body, context }) => {
      await logPhone(deps, body.logs, context);
      return { status: 200 as const };
    },
  ),
});
