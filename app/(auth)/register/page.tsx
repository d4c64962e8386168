import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findAskedFields } from "@/app/asked-fields";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { titleOf } from "@/app/page-title";
import { phoneChoices } from "@/app/phone-choices";
import { termsLinks } from "@/app/shop-links";
import { findCustomer } from "@/app/signed-in";
import { IdentitySignIn } from "@/components/auth/identity-sign-in";
import { nextPath } from "@/components/auth/next-path";
import { IdentityRegistrationForm } from "@/components/registration/identity-registration-form";
import { RegistrationForm } from "@/components/registration/registration-form";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { getDeps } from "@/lib/deps";

export const generateMetadata = titleOf("registration");

type RegisterPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RegisterPage({ searchParams }: RegisterPageProps) {
  const [t, language, query, signedIn] = await Promise.all([
    getTranslations("registration"),
    getPageLanguage(),
    searchParams,
    findCustomer(),
  ]);
  const next = nextPath(query.next);
  if (signedIn) redirect(next);
  const deps = await getDeps();
  const identity = deps.env.OIDC_NAME;
  const links = termsLinks(deps.env, language);
  if (identity && query.by === "identity") {
    return (
      <PageTexts of={["registration", "auth", "fields"]}>
        <PageHeader title={t("identity.title")} description={t("identity.text", { name: identity })} />
        <IdentityRegistrationForm name={identity} next={next} links={links} />
        <p className="mt-5 text-center">
          <TextLink href={`/register?${new URLSearchParams({ next })}`}>{t("identity.other")}</TextLink>
        </p>
      </PageTexts>
    );
  }
  const taken = query.taken === "phone" || query.taken === "email" ? query.taken : undefined;
  return (
    <PageTexts of={["registration", "auth", "phoneField", "profile.about", "fields"]}>
      <PageHeader title={t("title")} description={t("text")} />
      <p className="-mt-3 mb-8 text-sm text-ink-soft">
        {t("haveAccount")} <TextLink href={`/login?${new URLSearchParams({ next })}`}>{t("signIn")}</TextLink>
      </p>
      <RegistrationForm
        next={next}
        choices={phoneChoices(deps.env, language)}
        passwordMin={PASSWORD_MIN}
        links={links}
        asked={await findAskedFields(deps.fields, "registration")}
        taken={taken}
      />
      {identity && <IdentitySignIn name={identity} next={next} />}
    </PageTexts>
  );
}
