import { Mail, MessageSquareText, PhoneCall } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { FactList } from "@/components/ui/fact-list";
import { fieldId } from "@/components/ui/field";
import { TextLink } from "@/components/ui/text-link";
import type { ProfileView } from "@/lib/profile/schema";

const CHANNELS = [
  { name: "email_allowed", icon: Mail },
  { name: "sms_allowed", icon: MessageSquareText },
  { name: "call_allowed", icon: PhoneCall },
] as const;

/** Which contact the customer allows, refuses or was never asked about. */
export function ConsentsCard({ profile }: { profile: ProfileView }) {
  const t = useTranslations("overview.consents");
  const answers = useTranslations("consents");
  const answerOf = (allowed: boolean | null) => {
    if (allowed === null) return <Badge tone="notice">{answers("unanswered")}</Badge>;
    return allowed ? <Badge tone="positive">{answers("yes")}</Badge> : <Badge>{answers("no")}</Badge>;
  };
  return (
    <Card
      title={t("title")}
      aside={<TextLink href={`/account/profile#${fieldId("email_allowed")}`}>{t("edit")}</TextLink>}
    >
      <FactList
        facts={CHANNELS.map(({ name, icon: Icon }) => ({
          term: t(name),
          icon: <Icon aria-hidden />,
          value: answerOf(profile[name]),
        }))}
      />
    </Card>
  );
}
