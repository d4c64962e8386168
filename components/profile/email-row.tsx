import { BadgeCheck, Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { EmailProofNote } from "@/components/credentials/email-proof-note";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ContactRow } from "./contact-row";
import { EmailForm } from "./email-form";
import { useDisclosure } from "./use-disclosure";

type EmailRowProps = { email: string | null; isConfirmed: boolean };

/** The email address and its change. */
export function EmailRow({ email, isConfirmed }: EmailRowProps) {
  const t = useTranslations("profile.contact");
  const { isOpen, open, close, button } = useDisclosure("email-change");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [isUnchanged, setUnchanged] = useState(false);
  const note = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // The form is gone: this says what to do now.
    if (sentTo !== null) note.current?.focus();
  }, [sentTo]);

  const start = () => {
    setSentTo(null);
    setUnchanged(false);
    open();
  };

  const address = () => (
    <bdi dir="ltr" className="font-semibold wrap-anywhere">
      {sentTo}
    </bdi>
  );

  return (
    <ContactRow
      icon={<Mail aria-hidden />}
      title={t("email")}
      value={email}
      badge={
        email !== null &&
        (isConfirmed ? (
          <Badge tone="positive">
            <BadgeCheck aria-hidden />
            {t("confirmed")}
          </Badge>
        ) : (
          <Badge>{t("unconfirmed")}</Badge>
        ))
      }
      isOpen={isOpen}
      actionLabel={t(email === null ? "addEmail" : "changeEmail")}
      button={button}
      onOpen={start}
    >
      {email !== null && !isConfirmed && !isOpen && sentTo === null && <EmailProofNote email={email} />}
      {isOpen && (
        <EmailForm
          hasCurrent={email !== null}
          onSent={(to) => {
            close({ returnsFocus: false });
            setSentTo(to);
          }}
          onUnchanged={() => {
            close();
            setUnchanged(true);
          }}
          onCancel={() => close()}
        />
      )}
      <div role="status" className="empty:sr-only">
        {isUnchanged && !isOpen && <Alert tone="notice">{t("emailForm.same")}</Alert>}
      </div>
      {sentTo !== null && (
        <Alert ref={note} tone="success" title={t("emailForm.sentTitle")}>
          <p>{t.rich(email === null ? "emailForm.sentFirst" : "emailForm.sent", { address })}</p>
          <p>{t("emailForm.spam")}</p>
        </Alert>
      )}
    </ContactRow>
  );
}
