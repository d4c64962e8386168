import { Info, Mail, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { FactList } from "@/components/ui/fact-list";

type ContactDetailsProps = { email: string; phone: string | null; noneText: string };

/** E-mail address and phone number, to be read only; both keep their direction in any script. */
export function ContactDetails({ email, phone, noneText }: ContactDetailsProps) {
  const t = useTranslations("profile.contact");
  return (
    <>
      <FactList
        facts={[
          {
            term: t("email"),
            icon: <Mail aria-hidden />,
            value: email ? (
              <bdi dir="ltr" className="break-all">
                {email}
              </bdi>
            ) : (
              noneText
            ),
          },
          { term: t("phone"), icon: <Phone aria-hidden />, value: phone ? <bdi dir="ltr">{phone}</bdi> : noneText },
        ]}
      />
      <p className="mt-5 flex gap-2.5 rounded-control bg-sunken p-3.5 text-sm text-ink-soft">
        <Info aria-hidden className="mt-0.5 size-4.5 shrink-0" />
        {t("hint")}
      </p>
    </>
  );
}
