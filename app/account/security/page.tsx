import { AccountPage } from "@/app/account/account-page";
import { localDaysOf } from "@/app/account/local-days";
import { titleOf } from "@/app/page-title";
import { requireCustomer } from "@/app/signed-in";
import { PasskeysCard } from "@/components/passkeys/passkeys-card";
import { ActivityCard } from "@/components/security/activity-card";
import { IdentitiesCard } from "@/components/security/identities-card";
import { NoPasswordCard } from "@/components/security/no-password-card";
import { PasswordForm } from "@/components/security/password-form";
import { SessionsCard } from "@/components/security/sessions-card";
import { TokensCard } from "@/components/security/tokens-card";
import { listActivity } from "@/lib/activity/service";
import { listIdentities } from "@/lib/auth/identity-service";
import { listPasskeys } from "@/lib/auth/passkey-service";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { listSessions } from "@/lib/auth/session-service";
import { listTokens } from "@/lib/auth/token-service";
import { hasPassword } from "@/lib/credentials/service";

export const generateMetadata = titleOf("security");

export default async function SecurityPage() {
  const { actor, customer, deps } = await requireCustomer();
  const [isByPassword, passkeys, identities, sessions, tokens, activity] = await Promise.all([
    hasPassword(deps, customer.id),
    listPasskeys(deps, customer.id),
    listIdentities(deps, customer.id),
    listSessions(deps, actor),
    listTokens(deps, customer.id),
    listActivity(deps, customer.id, null),
  ]);
  return (
    <AccountPage group="security" texts={["security", "fields", "passkeys.browser", "passkeys.card"]}>
      {isByPassword ? (
        <PasswordForm accountName={customer.email ?? customer.username} passwordMin={PASSWORD_MIN} />
      ) : (
        <NoPasswordCard />
      )}
      <PasskeysCard rendered={{ passkeys, is_required: customer.requiresPasskey }} />
      {identities.length > 0 && <IdentitiesCard identities={identities} />}
      <SessionsCard sessions={sessions} />
      <TokensCard tokens={tokens} />
      <ActivityCard first={activity} days={await localDaysOf(activity.entries)} />
    </AccountPage>
  );
}
