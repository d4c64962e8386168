import { Coins, Link2, QrCode, TrendingUp, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { NO_CARD_ID } from "./anchors";
import { CardFace } from "./card-face";
import { TierBadge } from "./tier-badge";

const GAINS = [
  { key: "collect", icon: Coins },
  { key: "levels", icon: TrendingUp },
  { key: "till", icon: QrCode },
] as const;

/** What the programme offers, and the two ways in. @param name on the sample card */
export function NoCard({ name }: { name: string }) {
  const t = useTranslations("loyalty.none");
  return (
    <>
      <section
        aria-labelledby={NO_CARD_ID}
        className="grid items-center gap-x-10 gap-y-8 rounded-card border border-line bg-surface p-5 shadow-card sm:p-7 md:grid-cols-2"
      >
        <div aria-hidden className="mx-auto w-full max-w-sm md:order-last">
          <div className="-rotate-3">
            <CardFace name={name} number="•••• •••• ••••" tier={<TierBadge name={null} />} />
          </div>
        </div>
        <div>
          <h2 id={NO_CARD_ID} className="text-2xl">
            {t("title")}
          </h2>
          <p className="mt-2 text-ink-soft">{t("text")}</p>
          <ul className="mt-6 grid gap-4">
            {GAINS.map(({ key, icon: Icon }) => (
              <li key={key} className="flex items-center gap-3 text-sm font-medium">
                <span
                  aria-hidden
                  className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft text-on-accent-soft"
                >
                  <Icon className={key === "levels" ? "mirror-rtl size-5" : "size-5"} />
                </span>
                {t(key)}
              </li>
            ))}
          </ul>
        </div>
      </section>
      <div className="grid gap-5 md:grid-cols-2">
        <Way icon={<UserRoundPlus />} title={t("joinTitle")} text={t("joinText")}>
          <ButtonLink href="/account/loyalty/join">{t("join")}</ButtonLink>
        </Way>
        <Way icon={<Link2 />} title={t("linkTitle")} text={t("linkText")}>
          <ButtonLink look="secondary" href="/account/loyalty/link">
            {t("link")}
          </ButtonLink>
        </Way>
      </div>
    </>
  );
}

type WayProps = { icon: ReactNode; title: string; text: string; children: ReactNode };

function Way({ icon, title, text, children }: WayProps) {
  return (
    <section className="flex flex-col rounded-card border border-line bg-surface p-5 shadow-card sm:p-7">
      <h3 className="flex items-center gap-2.5 text-lg [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-primary">
        <span aria-hidden>{icon}</span>
        {title}
      </h3>
      <p className="mt-2 mb-5 text-sm text-ink-soft">{text}</p>
      <div className="mt-auto grid sm:flex">{children}</div>
    </section>
  );
}
