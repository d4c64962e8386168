import type { PublicInput } from "@/app/api/_route/routes";
import { readSecret } from "@/lib/platform/env";
import { equalInConstantTime } from "@/lib/platform/secrets";
import type { SettingValue } from "@/lib/settings/schema";
import { getSetting } from "@/lib/settings/service";

/** The type of a client that sends neither a typed token nor a known header. */
const DEFAULT_TYPE = "default";

type Input = Pick<PublicInput, "deps" | "request" | "actor">;

/**
 * Whether this client needs a code to register or join (`verify_sms` of its type). The server decides the type: by the
 * API token, or by a header whose value only such clients know; never by what customers can write about themselves.
 */
export async function verifiesSms({ deps, request, actor }: Input): Promise<boolean> {
  const types = await getSetting(deps, "CLIENT_TYPES");
  const byToken = actor.access?.kind === "token" ? actor.access.clientType : null;
  return types[byToken ?? typeByHeader(types, request) ?? DEFAULT_TYPE]?.verify_sms ?? true;
}

/** The type whose key the request carries: its shoppers' messages are counted together, not by their one address. */
export async function findStorefront({ deps, request }: Pick<Input, "deps" | "request">): Promise<string | null> {
  return typeByHeader(await getSetting(deps, "CLIENT_TYPES"), request) ?? null;
}

function typeByHeader(types: SettingValue<"CLIENT_TYPES">, request: Request): string | undefined {
  return Object.keys(types).find((type) => {
    const header = types[type]?.header;
    const given = header && request.headers.get(header.name);
    const expected = header && readSecret(header.value.env);
    return Boolean(given && expected && equalInConstantTime(given, expected));
  });
}
