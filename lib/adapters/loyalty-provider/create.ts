import { httpLoyalty } from "@/lib/adapters/loyalty-provider/http";
import { type LoyaltyProvider, LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { voucherifyLoyalty } from "@/lib/adapters/loyalty-provider/voucherify";
import type { Db } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";

export type ProviderGround = {
  db: Db;
  env: Pick<Env, "DEFAULT_PHONE_REGION">;
  now: () => Date;
  /** Reads the environment variable that a setting names. */
  secretOf: (name: string) => string | undefined;
};

/**
 * The programme that the setting names, as it stands when it is called: settings change while the shop is open.
 *
 * @throws LoyaltyUnavailableError naming the variable when a secret is not there
 */
export function createLoyaltyProvider(
  setting: LoyaltyServiceSetting,
  { db, env, now, secretOf }: ProviderGround,
): LoyaltyProvider {
  const region = env.DEFAULT_PHONE_REGION;
  const secret = ({ env: name }: { env: string }) => {
    const value = secretOf(name);
    if (!value) throw new LoyaltyUnavailableError(`the environment variable ${name} is not set`);
    return value;
  };
  switch (setting.provider) {
    case "embedded":
      return embeddedLoyalty({ db, region, welcomePoints: setting.welcome_points, now });
    case "http":
      return httpLoyalty({ baseUrl: setting.base_url, secret: secret(setting.secret), fields: setting.fields, region });
    case "voucherify":
      return voucherifyLoyalty({
        baseUrl: setting.base_url,
        appId: secret(setting.app_id),
        appToken: secret(setting.app_token),
        programId: setting.program_id,
        region,
      });
  }
}
