import { instantText } from "@/lib/platform/dates";
import type { EndpointRow } from "@/lib/webhooks/endpoint-store";
import type { EndpointResponse } from "@/lib/webhooks/schema";

export function toEndpointResponse(row: EndpointRow): EndpointResponse {
  return {
    id: row.id,
    url: row.url,
    types: row.types,
    state: row.disabledAt ? "disabled" : row.failingSince ? "failing" : "enabled",
    failing_since: row.failingSince && instantText(row.failingSince),
    disabled_at: row.disabledAt && instantText(row.disabledAt),
    disabled_reason: row.disabledReason,
    created_at: instantText(row.createdAt),
  };
}
