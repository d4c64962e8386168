import { getTranslations } from "next-intl/server";
import { DevMailboxNote } from "@/app/(auth)/dev-mailbox-note";
import { PageTexts } from "@/app/page-texts";
import { NewPasswordForm } from "@/components/credentials/new-password-form";
import { ResetRequestForm } from "@/components/credentials/reset-request-form";
import { PageHeader } from "@/components/ui/page-header";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { getEnv } from "@/lib/platform/env";

export async function generateMetadata() {
  const t = await getTranslations("credentials");
  // The address may hold the reset key: send no referrer.
  return { title: t("title"), referrer: "no-referrer" as const };
}

type ResetPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ResetPage({ searchParams }: ResetPageProps) {
  const { key } = await searchParams;
  const isFollowed = typeof key === "string" && key !== "";
  const isDemo = getEnv().APP_MODE !== "production";
  return (
    <PageTexts of={["credentials", "auth", "fields"]}>
      {isFollowed ? (
        <NewPassword resetKey={key} />
      ) : (
        <ResetRequestForm note={isDemo && <DevMailboxNote message="mail" />} />
      )}
    </PageTexts>
  );
}

async function NewPassword({ resetKey }: { resetKey: string }) {
  const t = await getTranslations("credentials");
  return (
    <>
      <PageHeader title={t("newTitle")} description={t("newText")} />
      <NewPasswordForm resetKey={resetKey} passwordMin={PASSWORD_MIN} />
    </>
  );
}
