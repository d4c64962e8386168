import { BellRing, CreditCard, Layers, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";

const BENEFITS = [
  { icon: UserRound, title: "profileTitle", text: "profileText" },
  { icon: BellRing, title: "consentsTitle", text: "consentsText" },
  { icon: Layers, title: "segmentsTitle", text: "segmentsText" },
  { icon: CreditCard, title: "loyaltyTitle", text: "loyaltyText" },
] as const;

/** What an account is good for. */
export function Benefits() {
  const t = useTranslations("home.points");
  return (
    <ul className="grid gap-x-10 gap-y-8 px-5 py-8 sm:grid-cols-2 sm:px-7 lg:grid-cols-4">
      {BENEFITS.map(({ icon: Icon, title, text }) => (
        <li key={title}>
          <span className="grid size-11 place-items-center rounded-control bg-primary-soft text-on-primary-soft">
            <Icon aria-hidden className="size-5.5" />
          </span>
          <h2 className="mt-4 text-lg">{t(title)}</h2>
          <p className="mt-1.5 text-sm text-ink-soft">{t(text)}</p>
        </li>
      ))}
    </ul>
  );
}
