import { endpoint, route } from "@/app/api/_route/routes";
import { devMessagesQuery, devMessagesResponse } from "@/lib/dev-mailbox/schema";
import { listDevMessages } from "@/lib/dev-mailbox/service";
import { toDevMessageResponse } from "@/lib/dev-mailbox/view";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "List sent messages",
      description: "Available in the demo and in tests only. Newest first, with their codes.",
      query: devMessagesQuery,
      responses: { 200: devMessagesResponse },
      errors: ["not_found"],
    },
    async ({ deps, query }) => ok((await listDevMessages(deps, query.to ?? null)).map(toDevMessageResponse)),
  ),
});
