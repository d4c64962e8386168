"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import type { ProfileResponse } from "@/lib/profile/schema";
import { emailArrivalOf } from "./email-arrival-note";
import { EmailRow } from "./email-row";
import { PhoneRow, type PhoneRowProps } from "./phone-row";
import { useProfile } from "./queries";

type ContactDetailsProps = Omit<PhoneRowProps, "phone"> & {
  profile: ProfileResponse;
  /** What became of the mailed link by which somebody came here, as the address has it. */
  arrival: string | null;
};

/** E-mail address and phone number, each changed once the new one is verified; the old one stays in force until then. */
export function ContactDetails({ profile: rendered, arrival, ...phone }: ContactDetailsProps) {
  const t = useTranslations("profile.contact");
  const { data: profile } = useProfile(rendered);
  // Kept: the page is rendered anew without it as soon as anything is saved.
  const [arrived, setArrived] = useState(() => emailArrivalOf(arrival));
  return (
    <Card title={t("title")} beside>
      <div className="divide-y divide-line">
        <EmailRow email={profile.email || null} arrival={arrived} onDismissArrival={() => setArrived(null)} />
        <PhoneRow phone={profile.phone} {...phone} />
      </div>
    </Card>
  );
}
