import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { titleOf } from "@/app/page-title";
import { phoneChoices } from "@/app/phone-choices";
import { findCustomer } from "@/app/signed-in";
import { CodeSignInForm } from "@/components/auth/code-sign-in-form";
import { IdentitySignIn } from "@/components/auth/identity-sign-in";
import { nextPath } from "@/components/auth/next-path";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignInWays } from "@/components/auth/sign-in-ways";
import { TillKeeper } from "@/components/loyalty/till-keeper";
import { PasskeySignIn } from "@/components/passkeys/passkey-sign-in";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { IDENTITY_REFUSALS } from "@/lib/auth/identity-schema";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/demo-accounts";
import { getEnv } from "@/lib/platform/env";

export const generateMetadata = titleOf("auth");

type LoginPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const [t, common, privacy, language, query, signedIn] = await Promise.all([
    getTranslations("auth"),
    getTranslations("common"),
    getTranslations("privacy.signedOut"),
    getPageLanguage(),
    searchParams,
    findCustomer(),
  ]);
  const next = nextPath(query.next);
  if (signedIn) redirect(next);
  const env = getEnv();
  const demo = env.APP_MODE === "production" ? undefined : DEMO_ACCOUNTS.find(({ email }) => email === query.demo);
  const identity = env.OIDC_NAME;
  const refusal = IDENTITY_REFUSALS.find((reason) => reason === query.identity);
  const by = query.by === "code" ? "code" : "password";
  const notices = [
    query.signed_out === "1" && t("signedOut"),
    query.reset === "done" && t("resetDone"),
    demo && t("demo"),
    next !== "/account" && !refusal && t("signInFirst"),
  ];
  const notice = notices.find(Boolean);
  return (
    <PageTexts of={["auth", "phoneField", "fields", "passkeys.browser", "passkeys.signIn"]}>
      <PageHeader title={t("welcome")} description={t("text")} />
      {query.deleted === "1" && (
        <div className="mb-5">
          <Alert tone="notice" title={privacy("title")}>
            {privacy("text", { days: env.DELETION_COOLING_OFF_DAYS })}
          </Alert>
        </div>
      )}
      {identity && refusal && (
        <div className="mb-5">
          <Alert>{t(`identity.${refusal}`, { name: identity })}</Alert>
        </div>
      )}
      {notice && (
        <div className="mb-5">
          <Alert tone="notice">{notice}</Alert>
        </div>
      )}
      <TillKeeper customer={null} />
      <SignInWays by={by} next={next} />
      {by === "code" ? (
        <CodeSignInForm next={next} choices={phoneChoices(env, language)} />
      ) : (
        <>
          <SignInForm next={next} initial={demo && { email: demo.email, password: DEMO_PASSWORD }} />
          <p className="mt-3 text-center">
            <TextLink href="/reset" className="min-h-11">
              {common("password.forgot")}
            </TextLink>
          </p>
        </>
      )}
      <PasskeySignIn key={by} next={next} suggests={by === "password"} />
      {identity && <IdentitySignIn name={identity} next={next} />}
      <p className="mt-8 border-t border-line pt-6 text-center text-sm text-ink-soft">
        {t("newHere")} <TextLink href={`/register?${new URLSearchParams({ next })}`}>{t("createAccount")}</TextLink>
      </p>
    </PageTexts>
  );
}
