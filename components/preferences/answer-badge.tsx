import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";

/** A consent; null for never answered. */
export function AnswerBadge({ allowed }: { allowed: boolean | null }) {
  const t = useTranslations("consents");
  if (allowed === null) return <Badge tone="notice">{t("unanswered")}</Badge>;
  return allowed ? <Badge tone="positive">{t("yes")}</Badge> : <Badge>{t("no")}</Badge>;
}
