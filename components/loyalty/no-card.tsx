import { CreditCard, Gift, QrCode, TrendingUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { TideLines } from "@/components/ui/tide-lines";

const GAINS = [
  { key: "collect", icon: Gift },
  { key: "levels", icon: TrendingUp },
  { key: "till", icon: QrCode },
] as const;

/** What the programme brings, and the two ways in. */
export function NoCard() {
  const t = useTranslations("loyalty.none");
  return (
    <section
      aria-labelledby="loyalty-none"
      className="on-panel relative isolate overflow-hidden rounded-card bg-panel p-6 text-on-panel shadow-card sm:p-9"
    >
      <TideLines />
      <h2
        id="loyalty-none"
        tabIndex={-1}
        className="relative flex items-center gap-3 text-2xl outline-none sm:text-3xl"
      >
        <CreditCard aria-hidden className="size-7 text-accent" />
        {t("title")}
      </h2>
      <p className="relative mt-3 max-w-prose text-on-panel-soft">{t("text")}</p>
      <ul className="relative mt-6 grid gap-4 sm:grid-cols-3">
        {GAINS.map(({ key, icon: Icon }) => (
          <li key={key} className="flex gap-3 text-sm sm:grid sm:content-start">
            <Icon aria-hidden className="size-5 shrink-0 text-accent" />
            {t(key)}
          </li>
        ))}
      </ul>
      <div className="relative mt-8 flex flex-wrap gap-3">
        <ButtonLink look="panel" href="/account/loyalty/join">
          {t("join")}
        </ButtonLink>
        <ButtonLink look="panel-quiet" href="/account/loyalty/link">
          {t("link")}
        </ButtonLink>
      </div>
    </section>
  );
}
