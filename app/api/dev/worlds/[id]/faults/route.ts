import { endpoint, route } from "@/app/api/_route/routes";
import { created, noContent } from "@/lib/platform/http/response";
import { addFaultBody, faultsResponse, worldParams } from "@/lib/worlds/schema";
import { addFault, clearFaults } from "@/lib/worlds/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Let something fail in a world",
      params: worldParams,
      body: addFaultBody,
      responses: { 201: faultsResponse },
      errors: ["not_found"],
    },
    ({ deps, params, body }) => created(addFault(deps, params.id, body)),
  ),
  DELETE: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Let nothing fail in a world any more",
      params: worldParams,
      responses: { 204: {} },
      errors: ["not_found"],
    },
    ({ deps, params }) => {
      clearFaults(deps, params.id);
      return noContent();
    },
  ),
});
