"use client";

import { BadgeCheck, Mail, Phone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { hasKeptText } from "@/components/forms/form-draft";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { DoneNote } from "@/components/layout/done-note";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import type { ProfileResponse } from "@/lib/profile/schema";
import type { VerificationResponse } from "@/lib/verification/schema";
import { ContactRow } from "./contact-row";
import { EmailArrivalNote } from "./email-arrival-note";
import type { EmailArrival } from "./email-arrivals";
import { EmailForm } from "./email-form";
import { forgetInAddress } from "./forget-in-address";
import { type PendingPhone, PendingPhoneNote } from "./pending-phone-note";
import { PhoneForm } from "./phone-form";
import { useProfile } from "./queries";

type ContactDetailsProps = {
  profile: ProfileResponse;
  /** The number that was proved by a code; null while there is none. */
  verifiedPhone: string | null;
  /** The dialogue that this session has left open. */
  pending: PendingPhone | null;
  phoneChoices: PhoneChoices;
  /** Whether a new number must be proved by a code. */
  phoneNeedsCode: boolean;
  /** Whether the number that was proved last turned out to be another account's. */
  phoneTaken: boolean;
  /** What became of the mailed link by which somebody came here. */
  arrival: EmailArrival | null;
};

/** E-mail address and phone number, each changed by proof of the new one; the old one stays in force until then. */
export function ContactDetails({ profile: rendered, arrival, ...phone }: ContactDetailsProps) {
  const t = useTranslations("profile.contact");
  const { data: profile } = useProfile(rendered);
  // Kept: the page is rendered anew without it as soon as anything is saved.
  const [arrived, setArrived] = useState(arrival);
  return (
    <Card title={t("title")} beside>
      <div className="divide-y divide-line">
        <EmailRow
          email={profile.email || null}
          arrival={arrived && { state: arrived, dismiss: () => setArrived(null) }}
        />
        <PhoneRow phone={profile.phone} {...phone} />
      </div>
    </Card>
  );
}

type EmailRowProps = { email: string | null; arrival: { state: EmailArrival; dismiss: () => void } | null };

function EmailRow({ email, arrival }: EmailRowProps) {
  const t = useTranslations("profile.contact");
  const none = useTranslations("common")("none");
  const toast = useToast();
  const { isOpen, open, close, button } = useDisclosure("email");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const note = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // The form is gone: what is to be done now stands here.
    if (sentTo !== null) note.current?.focus();
  }, [sentTo]);

  const start = () => {
    arrival?.dismiss();
    setSentTo(null);
    open();
  };

  return (
    <ContactRow
      icon={<Mail aria-hidden />}
      title={t("email")}
      value={email}
      noneText={none}
      action={
        isOpen
          ? null
          : {
              text: t(email === null ? "add" : "change"),
              label: t(email === null ? "addEmail" : "changeEmail"),
              ref: button,
              onClick: start,
            }
      }
    >
      {arrival && <EmailArrivalNote arrival={arrival.state} email={email} onAskAgain={start} />}
      {isOpen && (
        <EmailForm
          hasCurrent={email !== null}
          onSent={(address) => {
            close({ focus: false });
            setSentTo(address);
            toast(t("emailForm.sentToast"));
          }}
          onCancel={() => close()}
        />
      )}
      {sentTo !== null && (
        <DoneNote ref={note} title={t("emailForm.sentTitle")}>
          <p>
            {t.rich(email === null ? "emailForm.sentFirst" : "emailForm.sent", {
              address: (): ReactNode => (
                <bdi dir="ltr" className="font-semibold wrap-anywhere">
                  {sentTo}
                </bdi>
              ),
            })}
          </p>
          <p>{t("emailForm.spam")}</p>
        </DoneNote>
      )}
    </ContactRow>
  );
}

type PhoneRowProps = Omit<ContactDetailsProps, "profile" | "arrival"> & { phone: string | null };

function PhoneRow({ phone, verifiedPhone, pending: rendered, ...form }: PhoneRowProps) {
  const t = useTranslations("profile.contact");
  const none = useTranslations("common")("none");
  const router = useRouter();
  const toast = useToast();
  const [isTaken, setTaken] = useState(form.phoneTaken);
  const { isOpen, open, close, button } = useDisclosure("phone", isTaken);
  const [saved, setSaved] = useState<"saved" | "same" | null>(null);
  const [sent, setSent] = useState<VerificationResponse | null>(null);
  const pending = sent ? pendingOf(sent, phone) : rendered;
  useEffect(() => void forgetInAddress("taken"), []);

  return (
    <ContactRow
      icon={<Phone aria-hidden />}
      title={t("phone")}
      value={phone}
      noneText={none}
      badge={
        phone !== null &&
        phone === verifiedPhone && (
          <Badge tone="positive">
            <BadgeCheck aria-hidden />
            {t("verified")}
          </Badge>
        )
      }
      action={
        isOpen
          ? null
          : {
              text: t(phone === null ? "add" : "change"),
              label: t(phone === null ? "addPhone" : "changePhone"),
              ref: button,
              onClick: () => {
                setSaved(null);
                setTaken(false);
                open();
              },
            }
      }
    >
      {pending && !isOpen && <PendingPhoneNote key={pending.phoneMasked} pending={pending} />}
      {isOpen && (
        <PhoneForm
          current={phone}
          choices={form.phoneChoices}
          needsCode={form.phoneNeedsCode}
          isTaken={isTaken}
          onSaved={(profile) => {
            const outcome = profile.phone === phone ? "same" : "saved";
            close();
            setSaved(outcome);
            toast(t(`phoneForm.${outcome}`));
            // Whether the number is proved comes from the server.
            router.refresh();
          }}
          onCodeSent={(verification) => {
            close();
            setSent(verification);
          }}
          onCancel={() => close()}
        />
      )}
      {saved && !isOpen && (
        <DoneNote>
          <p>{t(`phoneForm.${saved}`)}</p>
        </DoneNote>
      )}
    </ContactRow>
  );
}

function pendingOf({ phone_masked: phoneMasked, expires_at: expiresAt }: VerificationResponse, phone: string | null) {
  const secondsLeft = Math.max(0, (Date.parse(expiresAt) - Date.now()) / 1000);
  return { phoneMasked, purpose: phone === null ? ("first" as const) : ("change" as const), secondsLeft };
}

/**
 * A form that opens in place; closing it gives the focus back to the button that opened it.
 *
 * @param field of the form: with text kept for it, it opens by itself
 */
function useDisclosure(field: string, isOpenAtFirst = false) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const returnsFocus = useRef(false);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (hasKeptText(field)) setOpen(true);
  }, [field]);

  useEffect(() => {
    if (isOpen || !returnsFocus.current) return;
    returnsFocus.current = false;
    button.current?.focus();
  }, [isOpen]);

  return {
    isOpen,
    button,
    open: () => setOpen(true),
    close: ({ focus = true }: { focus?: boolean } = {}) => {
      returnsFocus.current = focus;
      setOpen(false);
    },
  };
}
