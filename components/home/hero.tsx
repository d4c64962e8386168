import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { TideLines } from "@/components/ui/tide-lines";
import { HeroPicture } from "./hero-picture";

type HeroProps = {
  /** Where the main button leads. */
  entrance: { href: string; text: string };
  /** Who is signed in; null for a guest. */
  name: string | null;
};

/** The greeting of the home page, and the way in. */
export function Hero({ entrance, name }: HeroProps) {
  const t = useTranslations("home");
  return (
    <section className="on-panel relative isolate overflow-hidden rounded-card bg-panel bg-evening px-6 pt-10 pb-48 text-on-panel [--sea:8.5rem] sm:px-12 sm:pt-14 lg:py-16 lg:[--sea:38%] lg:[--sun:70%]">
      <TideLines sun />
      <div className="relative grid grid-cols-1 items-center gap-10 lg:grid-cols-[minmax(0,1fr)_auto]">
        <div className="max-w-prose">
          <h1 className="text-3xl font-extrabold whitespace-pre-line sm:text-4xl">{t("headline")}</h1>
          <p className="mt-5 text-lg text-on-panel-soft">{t("text")}</p>
          {name !== null && <p className="mt-6 text-sm">{t("signedIn", { name })}</p>}
          <div className="mt-8 flex flex-wrap gap-3 max-sm:*:grow">
            <ButtonLink look="panel" href={entrance.href} className="min-h-12 px-7 text-base">
              {entrance.text}
              <ArrowRight aria-hidden className="mirror-rtl size-5" />
            </ButtonLink>
            {name === null && (
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
  );
}
