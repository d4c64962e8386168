import { useFormatter, useTranslations } from "next-intl";
import { LocalTime } from "@/components/layout/local-time";
import { Avatar } from "@/components/ui/avatar";
import { PageHeader } from "@/components/ui/page-header";
import type { ProfileResponse } from "@/lib/profile/schema";

type AccountGreetingProps = {
  profile: ProfileResponse;
  /** The picture, if we may show it. */
  picture: string | null;
  /** ISO 8601; null when unknown. */
  lastSignIn: string | null;
};

/** The overview's header. */
export function AccountGreeting({ profile, picture, lastSignIn }: AccountGreetingProps) {
  const t = useTranslations("overview");
  const format = useFormatter();
  return (
    <PageHeader
      lead={<Avatar src={picture} name={`${profile.first_name} ${profile.last_name}`} size="medium" />}
      title={profile.first_name ? t("greeting", { name: profile.first_name }) : t("greetingNameless")}
      description={
        <>
          {t("memberSince", { date: format.dateTime(new Date(profile.date_joined), { dateStyle: "long" }) })}
          {lastSignIn && (
            <>
              <span aria-hidden className="mx-2 text-line-strong max-sm:hidden">
                ·
              </span>
              <span className="max-sm:block">
                {t.rich("lastSignIn", { date: () => <LocalTime iso={lastSignIn} /> })}
              </span>
            </>
          )}
        </>
      }
    />
  );
}
