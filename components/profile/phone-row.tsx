import { BadgeCheck, Phone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { takeQueryParameter } from "@/components/layout/query-parameter";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { StatusRegion } from "@/components/ui/status-region";
import { ContactRow } from "./contact-row";
import { type PendingPhone, PendingPhoneNote } from "./pending-phone-note";
import { PhoneForm } from "./phone-form";
import { useDisclosure } from "./use-disclosure";

export type PhoneRowProps = {
  phone: string | null;
  /** The same as people write it. */
  shownPhone: string | null;
  /** The number that was verified by a code; null while there is none. */
  verifiedPhone: string | null;
  /** The challenge that this session has left open. */
  pending: PendingPhone | null;
  phoneChoices: PhoneChoices;
  /** Whether a new number must be verified by a code. */
  phoneNeedsCode: boolean;
  /** Whether the number that was verified last turned out to be another account's. */
  isPhoneTaken: boolean;
};

/** The phone number and its change. */
export function PhoneRow({ phone, shownPhone, verifiedPhone, pending, ...form }: PhoneRowProps) {
  const t = useTranslations("profile.contact");
  const router = useRouter();
  const [isTaken, setTaken] = useState(form.isPhoneTaken);
  const { isOpen, open, close, button } = useDisclosure("phone-change", isTaken);
  const [saved, setSaved] = useState<"saved" | "same" | null>(null);
  useEffect(() => void takeQueryParameter("taken"), []);

  return (
    <ContactRow
      icon={<Phone aria-hidden />}
      title={t("phone")}
      value={shownPhone}
      badge={
        phone !== null &&
        phone === verifiedPhone && (
          <Badge tone="positive">
            <BadgeCheck aria-hidden />
            {t("verified")}
          </Badge>
        )
      }
      isOpen={isOpen}
      actionLabel={t(phone === null ? "addPhone" : "changePhone")}
      button={button}
      onOpen={() => {
        setSaved(null);
        setTaken(false);
        open();
      }}
    >
      {pending && !isOpen && <PendingPhoneNote key={pending.number} pending={pending} />}
      {isOpen && (
        <PhoneForm
          current={phone}
          choices={form.phoneChoices}
          needsCode={form.phoneNeedsCode}
          isTaken={isTaken}
          onSaved={(profile) => {
            close();
            setSaved(profile.phone === phone ? "same" : "saved");
            // The server knows whether the number is verified.
            router.refresh();
          }}
          onCodeSent={() => {
            close();
            // The server shows what is pending.
            router.refresh();
          }}
          onCancel={() => close()}
        />
      )}
      <StatusRegion>
        {saved && !isOpen && <Alert tone={saved === "same" ? "notice" : "success"}>{t(`phoneForm.${saved}`)}</Alert>}
      </StatusRegion>
    </ContactRow>
  );
}
