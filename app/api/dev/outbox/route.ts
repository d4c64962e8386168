import { endpoint, route } from "@/app/api/_route/routes";
import { deleteDevMessagesQuery, devMessagesQuery, devMessagesResponse } from "@/lib/dev-mailbox/schema";
import { emptyDevMailbox, listDevMessages } from "@/lib/dev-mailbox/service";
import { toDevMessageResponse } from "@/lib/dev-mailbox/view";
import { noContent, ok } from "@/lib/platform/http/response";

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
    async ({ deps, query }) => ok((await listDevMessages(deps, query)).map(toDevMessageResponse)),
  ),
  DELETE: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Delete sent messages",
      query: deleteDevMessagesQuery,
      responses: { 204: {} },
      errors: ["not_found"],
    },
    async ({ deps, query }) => {
      await emptyDevMailbox(deps, query.to);
      return noContent();
    },
  ),
});
