import { Mail, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { FactList } from "@/components/ui/fact-list";
import type { ProfileResponse } from "@/lib/profile/schema";

type ContactCardProps = {
  profile: ProfileResponse;
  /** As people write it; null for none. */
  phone: string | null;
};

export function ContactCard({ profile, phone }: ContactCardProps) {
  const t = useTranslations("overview.contact");
  const none = useTranslations("common")("none");
  return (
    <Card title={t("title")}>
      <FactList
        facts={[
          {
            term: t("email"),
            icon: <Mail aria-hidden />,
            value: (
              <bdi dir="ltr" className="break-all">
                {profile.email || none}
              </bdi>
            ),
          },
          {
            term: t("phone"),
            icon: <Phone aria-hidden />,
            value: phone ? <bdi dir="ltr">{phone}</bdi> : none,
          },
        ]}
      />
    </Card>
  );
}
