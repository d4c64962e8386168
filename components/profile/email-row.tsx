import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { useToast } from "@/components/ui/toast";
import { ContactRow } from "./contact-row";
import { type EmailArrival, EmailArrivalNote } from "./email-arrival-note";
import { EmailForm } from "./email-form";
import { useDisclosure } from "./use-disclosure";

type EmailRowProps = { email: string | null; arrival: EmailArrival | null; onDismissArrival: () => void };

/** The e-mail address and its change. */
export function EmailRow({ email, arrival, onDismissArrival }: EmailRowProps) {
  const t = useTranslations("profile.contact");
  const toast = useToast();
  const { isOpen, open, close, button } = useDisclosure("email-change");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const note = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // The form is gone: this says what to do now.
    if (sentTo !== null) note.current?.focus();
  }, [sentTo]);

  const start = () => {
    onDismissArrival();
    setSentTo(null);
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
      isOpen={isOpen}
      actionLabel={t(email === null ? "addEmail" : "changeEmail")}
      button={button}
      onOpen={start}
    >
      {arrival && <EmailArrivalNote arrival={arrival} email={email} onAskAgain={start} />}
      {isOpen && (
        <EmailForm
          hasCurrent={email !== null}
          onSent={(to) => {
            close({ returnsFocus: false });
            setSentTo(to);
            toast(t("emailForm.sentToast"));
          }}
          onCancel={() => close()}
        />
      )}
      {sentTo !== null && (
        <Alert ref={note} tone="success" title={t("emailForm.sentTitle")}>
          <p>{t.rich(email === null ? "emailForm.sentFirst" : "emailForm.sent", { address })}</p>
          <p>{t("emailForm.spam")}</p>
        </Alert>
      )}
    </ContactRow>
  );
}
