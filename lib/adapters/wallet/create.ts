import type { Wallets } from "@/lib/adapters/wallet/port";
import type { Env } from "@/lib/platform/env";
import { passCertificateOf, serviceAccountOf } from "@/lib/platform/env-wallets";

/** Those that are configured; the code of others is not even loaded. */
export async function createWallets(env: Env, now: () => Date): Promise<Wallets> {
  const [certificate, account] = [passCertificateOf(env), serviceAccountOf(env)];
  const shop = { shopName: env.SHOP_NAME, appUrl: env.APP_URL };
  return {
    apple:
      certificate &&
      (await import("@/lib/adapters/wallet/apple")).appleWallet({
        ...{ ...shop, certificate, language: env.DEFAULT_LANGUAGE, pushUrl: env.APPLE_WALLET_PUSH_URL },
      }),
    google:
      account &&
      (await import("@/lib/adapters/wallet/google")).googleWallet({
        ...{ ...shop, account, issuerId: account.issuerId, baseUrl: env.GOOGLE_WALLET_BASE_URL, now },
      }),
  };
}
