import { getTranslations } from "next-intl/server";
import { ShopFooter } from "@/app/shop-footer";
import { ShopHeader } from "@/app/shop-header";
import { findCustomer } from "@/app/signed-in";
import { DemoSignIns } from "@/components/auth/demo-sign-ins";
import { Benefits } from "@/components/home/benefits";
import { DeveloperTools } from "@/components/home/developer-tools";
import { Hero } from "@/components/home/hero";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/demo-accounts";
import { getEnv } from "@/lib/platform/env";

export async function generateMetadata() {
  const t = await getTranslations("home");
  return { title: { absolute: t("title") } };
}

export default async function HomePage() {
  const [common, signedIn] = await Promise.all([getTranslations("common"), findCustomer()]);
  const isDemo = getEnv().APP_MODE !== "production";
  const entrance = signedIn
    ? { href: "/account", text: common("myAccount") }
    : { href: "/login", text: common("signIn") };
  return (
    <>
      <ShopHeader>
        <ButtonLink look="quiet" href={entrance.href}>
          {entrance.text}
        </ButtonLink>
      </ShopHeader>
      <main
        id={CONTENT_ID}
        tabIndex={-1}
        className="mx-auto grid max-w-page grid-cols-[minmax(0,1fr)] gap-5 px-4 pt-4 pb-16 outline-none sm:px-6 sm:pt-6"
      >
        <Hero entrance={entrance} name={signedIn && (signedIn.customer.firstName || (signedIn.customer.email ?? ""))} />
        {isDemo && <DemoCustomers />}
        <Benefits />
        {isDemo && <DeveloperTools />}
        <ShopFooter />
      </main>
    </>
  );
}

/** Sends the demo's public password to the browser. Production has neither. */
async function DemoCustomers() {
  const t = await getTranslations("home.demo");
  const accounts = DEMO_ACCOUNTS.map(({ email, name, story }) => ({
    email,
    name,
    text: t(`people.${story}`),
    label: t("signInAs", { name }),
  }));
  return (
    <Card
      title={t("title")}
      description={t.rich("text", {
        password: DEMO_PASSWORD,
        code: (chunks) => (
          <code dir="ltr" className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-ink">
            {chunks}
          </code>
        ),
      })}
    >
      <DemoSignIns accounts={accounts} password={DEMO_PASSWORD} />
    </Card>
  );
}
