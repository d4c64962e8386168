import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DevMailboxNote } from "@/app/(auth)/dev-mailbox-note";
import { findOpenVerification } from "@/app/open-verification";
import { PageTexts } from "@/app/page-texts";
import { findCustomer } from "@/app/signed-in";
import { nextPath } from "@/components/auth/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { NoChallenge } from "@/components/verification/no-challenge";
import { signsIn, startPath } from "@/components/verification/routes";
import { VerificationForm } from "@/components/verification/verification-form";
import { getEnv } from "@/lib/platform/env";
import { type Purpose, purposeOf } from "@/lib/verification/schema";

type Query = Record<string, string | string[] | undefined>;

type VerifyPageProps = { searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: VerifyPageProps) {
  const [t, query] = await Promise.all([getTranslations(), searchParams]);
  return { title: t(findPurpose(query) ? "verification.title" : "common.errors.notFoundTitle") };
}

export default async function VerifyPage({ searchParams }: VerifyPageProps) {
  const query = await searchParams;
  const purpose = findPurpose(query);
  if (!purpose) notFound();
  const next = query.next === undefined && !signsIn(purpose) ? startPath(purpose, "/account") : nextPath(query.next);
  const open = await findOpenVerification(purpose);
  if (!open) {
    // Already passed, then reopened by the back button or in another tab.
    if (signsIn(purpose) && (await findCustomer())) redirect(next);
    return <NoChallenge purpose={purpose} next={next} />;
  }
  const t = await getTranslations("verification");
  return (
    <PageTexts
      of={["verification", "preferences.contact", "privacy.deletion", "fields", "passkeys.browser", "passkeys.signIn"]}
    >
      <PageHeader title={t("title")} />
      {getEnv().APP_MODE !== "production" && (
        <div className="mb-6">
          <DevMailboxNote message="sms" />
        </div>
      )}
      <VerificationForm purpose={purpose} next={next} {...open} />
    </PageTexts>
  );
}

function findPurpose({ purpose: named }: Query): Purpose | undefined {
  const purpose = typeof named === "string" ? purposeOf(named) : undefined;
  // Token clients have no page.
  return purpose === "token_sign_in" ? undefined : purpose;
}
