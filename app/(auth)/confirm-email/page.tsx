import { getTranslations } from "next-intl/server";
import { DeadLink } from "@/app/(auth)/dead-link";
import { PageTexts } from "@/app/page-texts";
import { findCustomer } from "@/app/signed-in";
import { ConfirmEmailForm } from "@/components/credentials/confirm-email-form";
import { findEmailProof } from "@/lib/credentials/email-service";
import { getDeps } from "@/lib/deps";

export async function generateMetadata() {
  const t = await getTranslations("confirmEmail");
  // The address holds the token: send no referrer.
  return { title: t("title"), referrer: "no-referrer" as const };
}

type ConfirmEmailPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ConfirmEmailPage({ searchParams }: ConfirmEmailPageProps) {
  const { key } = await searchParams;
  const token = typeof key === "string" ? key : "";
  const [t, proof, signedIn] = await Promise.all([
    getTranslations("confirmEmail"),
    findEmailProof(await getDeps(), token),
    findCustomer(),
  ]);
  if (!proof) {
    return (
      <DeadLink title={t("deadTitle")} text={t("dead")} action={{ href: "/account/profile", text: t("toAccount") }} />
    );
  }
  return (
    <PageTexts of={["confirmEmail"]}>
      <ConfirmEmailForm token={token} {...proof} isSignedIn={signedIn !== null} />
    </PageTexts>
  );
}
