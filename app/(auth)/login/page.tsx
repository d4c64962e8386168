import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findCustomer } from "@/app/signed-in";
import { nextPath } from "@/components/identity/next-path";
import { SignInForm } from "@/components/identity/sign-in-form";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/demo-accounts";
import { getEnv } from "@/lib/env";

export async function generateMetadata() {
  const t = await getTranslations("identity");
  return { title: t("title") };
}

type LoginPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const [t, query, signedIn] = await Promise.all([getTranslations("identity"), searchParams, findCustomer()]);
  const next = nextPath(query.next);
  if (signedIn) redirect(next);
  const demo = getEnv().APP_MODE === "production" ? undefined : DEMO_ACCOUNTS.find(({ email }) => email === query.demo);
  return (
    <>
      <PageHeader title={t("welcome")} description={t("text")} />
      {(query.next || demo) && (
        <div className="mb-5">
          <Alert tone="notice">
            <p>{demo ? t("demo") : t("signInFirst")}</p>
          </Alert>
        </div>
      )}
      <SignInForm next={next} initial={demo && { email: demo.email, password: DEMO_PASSWORD }} />
    </>
  );
}
