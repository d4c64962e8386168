import { getTranslations } from "next-intl/server";
import { NewPasswordForm } from "@/components/identity/new-password-form";
import { ResetRequestForm } from "@/components/identity/reset-request-form";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata() {
  const t = await getTranslations("recovery");
  // The address may hold the key: it is told to nobody.
  return { title: t("title"), referrer: "no-referrer" as const };
}

type ResetPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ResetPage({ searchParams }: ResetPageProps) {
  const { key } = await searchParams;
  if (typeof key !== "string" || key === "") return <ResetRequestForm />;
  const t = await getTranslations("recovery");
  return (
    <>
      <PageHeader title={t("newTitle")} description={t("newText")} />
      <NewPasswordForm resetKey={key} />
    </>
  );
}
