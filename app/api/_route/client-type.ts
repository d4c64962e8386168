import { readSecret } from "@/lib/platform/env";
import type { RouteContext } from "@/lib/platform/http/route";
import { equalInConstantTime } from "@/lib/platform/secrets";
import { getSetting } from "@/lib/settings/service";

/** Who sends neither a typed token nor a known header. */
const DEFAULT_TYPE = "default";

type Caller = Pick<RouteContext<"public", unknown>, "deps" | "request" | "tokenClientType">;

/**
 * Whether joining by this caller needs a code (`verify_sms` of his client type). The server decides what type he is: by
 * his API token, or by a header whose value only such clients know; never by what a customer can write about himself.
 */
export async function verifiesSms({ deps, request, tokenClientType }: Caller): Promise<boolean> {
  const types = await getSetting(deps, "CLIENT_TYPES");
  const byHeader = Object.keys(types).find((type) => {
    const header = types[type]?.header;
    const given = header && request.headers.get(header.name);
    const expected = header && readSecret(header.value.env);
    return Boolean(given && expected && equalInConstantTime(given, expected));
  });
  return types[tokenClientType ?? byHeader ?? DEFAULT_TYPE]?.verify_sms ?? true;
}
