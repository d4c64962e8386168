import { KeyRound, MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";

type SignInWaysProps = { by: "password" | "code"; next: string };

/** The choice between the two ways to sign in, as links so that it works without scripts. */
export function SignInWays({ by, next }: SignInWaysProps) {
  const t = useTranslations("auth.ways");
  const ways = [
    { way: "password", query: { next }, label: t("password"), icon: KeyRound },
    { way: "code", query: { by: "code", next }, label: t("code"), icon: MessageSquareText },
  ] as const;
  return (
    <nav aria-label={t("label")} className="mb-6">
      <ul className="grid grid-cols-2 gap-1 rounded-control bg-sunken p-1 ring-1 ring-line ring-inset">
        {ways.map(({ way, query, label, icon: Icon }) => (
          <li key={way} className="grid">
            <PageLink
              href={`/login?${new URLSearchParams(query)}`}
              replace
              scroll={false}
              aria-current={by === way ? "page" : undefined}
              className={
                "flex min-h-11 items-center justify-center gap-2 rounded-inner px-2 py-1.5 text-center text-sm font-semibold text-ink-soft transition-colors hover:text-ink " +
                "aria-[current]:bg-surface aria-[current]:text-ink aria-[current]:shadow-card aria-[current]:ring-1 aria-[current]:ring-line-strong aria-[current]:ring-inset"
              }
            >
              <Icon aria-hidden className="size-4.5 shrink-0 max-[22rem]:hidden" />
              {label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
