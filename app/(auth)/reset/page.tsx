import { getTranslations } from "next-intl/server";
import { DeadLink } from "@/app/(auth)/dead-link";
import { DevMailboxNote } from "@/app/(auth)/dev-mailbox-note";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { phoneChoices } from "@/app/phone-choices";
import { NewPasswordForm } from "@/components/credentials/new-password-form";
import { PhoneResetForm } from "@/components/credentials/phone-reset-form";
import { ResetRequestForm } from "@/components/credentials/reset-request-form";
import { PageHeader } from "@/components/ui/page-header";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { isResetKeyValid } from "@/lib/credentials/service";
import { getDeps } from "@/lib/deps";
import { getEnv } from "@/lib/platform/env";

export async function generateMetadata() {
  const t = await getTranslations("credentials");
  // The address may hold the reset key: send no referrer.
  return { title: t("title"), referrer: "no-referrer" as const };
}

type ResetPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ResetPage({ searchParams }: ResetPageProps) {
  const { key, by } = await searchParams;
  const isFollowed = typeof key === "string" && key !== "";
  const isDemo = getEnv().APP_MODE !== "production";
  return (
    <PageTexts of={["credentials", "auth", "phoneField", "fields"]}>
      {isFollowed ? (
        <NewPassword resetKey={key} />
      ) : by === "phone" ? (
        <ByPhone />
      ) : (
        <ResetRequestForm note={isDemo && <DevMailboxNote message="mail" />} />
      )}
    </PageTexts>
  );
}

async function ByPhone() {
  const [t, language] = await Promise.all([getTranslations("credentials"), getPageLanguage()]);
  return (
    <>
      <PageHeader title={t("byPhoneTitle")} description={t("byPhoneText")} />
      <PhoneResetForm choices={phoneChoices(getEnv(), language)} />
    </>
  );
}

async function NewPassword({ resetKey }: { resetKey: string }) {
  const [t, isValid] = await Promise.all([
    getTranslations("credentials"),
    getDeps().then((deps) => isResetKeyValid(deps, resetKey)),
  ]);
  if (!isValid) {
    return <DeadLink title={t("deadTitle")} text={t("dead")} action={{ href: "/reset", text: t("newLink") }} />;
  }
  return (
    <>
      <PageHeader title={t("newTitle")} description={t("newText")} />
      <NewPasswordForm resetKey={resetKey} passwordMin={PASSWORD_MIN} />
    </>
  );
}
