import { History, Layers, type LucideIcon, Mail, Smartphone, SquareCheckBig, Star, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";

const KINDS = [
  "profile",
  "contact",
  "consents",
  "segments",
  "loyalty",
  "access",
  "activity",
] as const satisfies readonly string[];

const ICONS: Record<(typeof KINDS)[number], LucideIcon> = {
  profile: UserRound,
  contact: Mail,
  consents: SquareCheckBig,
  segments: Layers,
  loyalty: Star,
  access: Smartphone,
  activity: History,
};

/** What data the shop keeps and why, and who else receives it. */
export function HeldData() {
  const t = useTranslations("privacy.held");
  return (
    <Card title={t("title")} description={t("text")} beside>
      <dl className="grid gap-5">
        {KINDS.map((kind) => {
          const Icon = ICONS[kind];
          return (
            <div key={kind} className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-3">
              <Icon aria-hidden className="mt-0.5 size-4.5 text-primary" />
              <dt className="text-sm font-semibold">{t(kind)}</dt>
              <dd className="col-start-2 mt-0.5 text-sm text-ink-soft">{t(`${kind}Why`)}</dd>
            </div>
          );
        })}
      </dl>
      <div className="mt-6 border-t border-line pt-5">
        <p className="max-w-prose text-sm text-ink-soft">{t("others")}</p>
      </div>
      <p className="mt-2 flex flex-wrap gap-x-6">
        <TextLink href="/account/preferences#receipts" className="min-h-11">
          {t("receipts")}
        </TextLink>
        <TextLink href="/account/security" className="min-h-11">
          {t("devices")}
        </TextLink>
      </p>
    </Card>
  );
}
