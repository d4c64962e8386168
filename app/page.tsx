import { ArrowRight, BellRing, CreditCard, Layers, UserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { findCustomer } from "@/app/signed-in";
import { DemoSignIns } from "@/components/auth/demo-sign-ins";
import { DeveloperTools } from "@/components/home/developer-tools";
import { HeroPicture } from "@/components/home/hero-picture";
import { SiteHeader } from "@/components/layout/site-header";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TideLines } from "@/components/ui/tide-lines";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/demo-accounts";
import { getEnv } from "@/lib/platform/env";

export async function generateMetadata() {
  const t = await getTranslations("home");
  return { title: { absolute: t("title") } };
}

const POINTS = [
  { icon: UserRound, title: "points.profileTitle", text: "points.profileText" },
  { icon: BellRing, title: "points.consentsTitle", text: "points.consentsText" },
  { icon: Layers, title: "points.segmentsTitle", text: "points.segmentsText" },
  { icon: CreditCard, title: "points.loyaltyTitle", text: "points.loyaltyText" },
] as const;

export default async function HomePage() {
  const [t, common, signedIn] = await Promise.all([getTranslations("home"), getTranslations("common"), findCustomer()]);
  const isDemo = getEnv().APP_MODE !== "production";
  const entrance = signedIn
    ? { href: "/account", text: common("myAccount") }
    : { href: "/login", text: common("signIn") };
  return (
    <>
      <SiteHeader>
        <ButtonLink look="quiet" href={entrance.href}>
          {entrance.text}
        </ButtonLink>
      </SiteHeader>
      <main
        id={CONTENT_ID}
        tabIndex={-1}
        className="mx-auto grid max-w-page grid-cols-[minmax(0,1fr)] gap-5 px-4 pt-4 pb-16 outline-none sm:px-6 sm:pt-6"
      >
        <section className="on-panel relative isolate overflow-hidden rounded-card bg-panel bg-evening px-6 pt-10 pb-48 text-on-panel [--sea:8.5rem] sm:px-12 sm:pt-14 lg:py-16 lg:[--sea:38%] lg:[--sun:70%]">
          <TideLines sun />
          <div className="relative grid grid-cols-1 items-center gap-10 lg:grid-cols-[minmax(0,1fr)_auto]">
            <div className="max-w-prose">
              <h1 className="text-3xl font-extrabold whitespace-pre-line sm:text-4xl">{t("headline")}</h1>
              <p className="mt-5 text-lg text-on-panel-soft">{t("text")}</p>
              {signedIn && (
                <p className="mt-6 text-sm">
                  {t("signedIn", { name: signedIn.customer.firstName || (signedIn.customer.email ?? "") })}
                </p>
              )}
              <div className="mt-8 flex flex-wrap gap-3">
                <ButtonLink look="panel" href={entrance.href} className="min-h-12 px-7 text-base">
                  {entrance.text}
                  <ArrowRight aria-hidden className="mirror-rtl size-5" />
                </ButtonLink>
                {!signedIn && (
                  <ButtonLink look="panel-quiet" href="/register" className="min-h-12 px-7 text-base">
                    {t("register")}
                  </ButtonLink>
                )}
              </div>
            </div>
            <div className="hidden lg:block">
              <HeroPicture />
            </div>
          </div>
        </section>
        {isDemo && <DemoCustomers />}
        <ul className="grid gap-x-10 gap-y-8 px-2 py-8 sm:grid-cols-2 sm:px-6 lg:grid-cols-4">
          {POINTS.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <span className="grid size-11 place-items-center rounded-control bg-primary-soft text-on-primary-soft">
                <Icon aria-hidden className="size-5.5" />
              </span>
              <h2 className="mt-4 text-lg">{t(title)}</h2>
              <p className="mt-1.5 text-sm text-ink-soft">{t(text)}</p>
            </li>
          ))}
        </ul>
        {isDemo && <DeveloperTools />}
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
