import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { PageHeader } from "@/components/ui/page-header";
import type { ProfileResponse } from "@/lib/profile/schema";

type AccountGreetingProps = {
  profile: ProfileResponse;
  /** The picture, if we may show it. */
  picture: string | null;
  /** To whom "with us since" would say nothing. */
  isNew: boolean;
};

/** The overview's header. */
export function AccountGreeting({ profile, picture, isNew }: AccountGreetingProps) {
  const t = useTranslations("overview");
  const format = useFormatter();
  const joined = new Date(profile.date_joined);
  return (
    <PageHeader
      lead={<Avatar src={picture} name={`${profile.first_name} ${profile.last_name}`} size="medium" />}
      title={profile.first_name ? t("greeting", { name: profile.first_name }) : t("greetingNameless")}
      description={!isNew && t("memberSince", { date: format.dateTime(joined, { dateStyle: "long" }) })}
    />
  );
}
