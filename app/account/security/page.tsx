import { getTranslations } from "next-intl/server";
import { ReadingPage } from "@/app/account/reading-page";
import { PageTexts } from "@/app/page-texts";
import { requireCustomer } from "@/app/signed-in";
import { ActivityCard } from "@/components/security/activity-card";
import { PasswordForm } from "@/components/security/password-form";
import { SessionsCard } from "@/components/security/sessions-card";
import { TokensCard } from "@/components/security/tokens-card";
import { PageHeader } from "@/components/ui/page-header";
import { listActivity } from "@/lib/activity/service";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { listSessions } from "@/lib/auth/session-service";
import { listTokens } from "@/lib/auth/token-service";

export async function generateMetadata() {
  const t = await getTranslations("security");
  return { title: t("title") };
}

export default async function SecurityPage() {
  const { actor, customer, deps } = await requireCustomer();
  const [t, sessions, tokens, activity] = await Promise.all([
    getTranslations("security"),
    listSessions(deps, actor),
    listTokens(deps, customer.id),
    listActivity(deps, customer.id, null),
  ]);
  return (
    <PageTexts of={["security", "fields"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        <div className="grid gap-5">
          <PasswordForm accountName={customer.email ?? customer.username} passwordMin={PASSWORD_MIN} />
          <SessionsCard sessions={sessions} />
          <TokensCard tokens={tokens} />
          <ActivityCard first={activity} />
        </div>
      </ReadingPage>
    </PageTexts>
  );
}
