import { ChevronRight, Mail, MessageSquareText, PhoneCall } from "lucide-react";
import { useTranslations } from "next-intl";
import { AnswerBadge } from "@/components/preferences/answer-badge";
import { Card } from "@/components/ui/card";
import { fieldId } from "@/components/ui/field";
import { PageLink } from "@/components/ui/page-link";
import { TextLink } from "@/components/ui/text-link";
import type { ProfileResponse } from "@/lib/profile/schema";

const CHANNELS = [
  { name: "email_allowed", icon: Mail },
  { name: "sms_allowed", icon: MessageSquareText },
  { name: "call_allowed", icon: PhoneCall },
] as const;

/** The consents at a glance, each linked to its question. */
export function ConsentsCard({ profile }: { profile: ProfileResponse }) {
  const t = useTranslations("overview.consents");
  return (
    <Card title={t("title")} aside={<TextLink href="/account/preferences">{t("edit")}</TextLink>}>
      <ul className="-my-3 divide-y divide-line">
        {CHANNELS.map(({ name, icon: Icon }) => (
          <li key={name}>
            <PageLink
              href={`/account/preferences#${fieldId(name)}`}
              className="group flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 rounded-sm py-3"
            >
              <span className="flex grow items-center gap-2.5 text-sm text-ink-soft group-hover:text-ink">
                <Icon aria-hidden className="size-4.5" />
                {t(name)}
              </span>
              <span className="ms-auto flex items-center gap-3">
                <AnswerBadge allowed={profile[name]} />
                <ChevronRight aria-hidden className="mirror-rtl size-4 text-ink-soft" />
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
