"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { ProfileResponse } from "@/lib/profile/schema";
import { EmailRow } from "./email-row";
import { PhoneRow, type PhoneRowProps } from "./phone-row";
import { useProfile } from "./queries";

type ContactDetailsProps = Omit<PhoneRowProps, "phone"> & {
  profile: ProfileResponse;
  /** The address, while its mailbox is not proved. */
  unconfirmedEmail: string | null;
};

/** Email address and phone number. Each stays in force until the new one is verified. */
export function ContactDetails({ profile: rendered, unconfirmedEmail, shownPhone, ...phone }: ContactDetailsProps) {
  const t = useTranslations("profile.contact");
  const { data: profile } = useProfile(rendered);
  return (
    <Card title={t("title")} beside>
      <div className="divide-y divide-line">
        <EmailRow email={profile.email || null} isConfirmed={profile.email !== unconfirmedEmail} />
        <PhoneRow
          phone={profile.phone}
          // Another tab may have changed it.
          shownPhone={profile.phone === rendered.phone ? shownPhone : profile.phone}
          {...phone}
        />
      </div>
    </Card>
  );
}
