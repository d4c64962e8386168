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
  /** The `email` parameter of the address, set by the mailed link. */
  arrival: string | null;
};

/** E-mail address and phone number. Each stays in force until the new one is verified. */
export function ContactDetails({ profile: rendered, arrival, ...phone }: ContactDetailsProps) {
  const t = useTranslations("profile.contact");
  const { data: profile } = useProfile(rendered);
  // Kept in state, since refreshing the page drops it.
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
