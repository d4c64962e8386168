import { instantText } from "@/lib/platform/dates";
import type { WithSecret } from "@/lib/webhooks/endpoint-service";
import type { EndpointRow, EndpointState } from "@/lib/webhooks/endpoint-store";
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

export function toEndpointStateResponse({ waiting, dead, ...row }: EndpointState) {
  return { ...toEndpointResponse(row), waiting, dead };
}

/** With the secret, this once. */
export function toAddedEndpointResponse({ endpoint, secret }: WithSecret) {
  return { ...toEndpointResponse(endpoint), secret };
}
