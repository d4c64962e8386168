import Link from "next/link";
import { useTranslations } from "next-intl";

/** The shop's mark and name, leading home. */
export function Brand({ onPanel = false }: { onPanel?: boolean }) {
  const t = useTranslations("common");
  return (
    <Link
      href="/"
      className={`inline-flex min-h-11 items-center gap-2.5 rounded-sm ${onPanel ? "text-on-panel" : "text-ink"}`}
    >
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-8">
        <rect width="32" height="32" rx="9" className={onPanel ? "fill-on-panel" : "fill-panel"} />
        <circle cx="16" cy="12" r="5" className="fill-accent" />
        <g fill="none" strokeWidth="2.2" strokeLinecap="round" className={onPanel ? "stroke-panel" : "stroke-on-panel"}>
          <path d="M5 18.5c2.75 0 2.75 2 5.5 2s2.75-2 5.5-2 2.75 2 5.5 2 2.75-2 5.5-2" />
          <path opacity="0.65" d="M8 24c2 0 2.7 1.6 4 1.6s2.5-1.6 4-1.6 2.5 1.6 4 1.6 2-1.6 4-1.6" />
        </g>
      </svg>
      <span className="text-xl font-extrabold tracking-tight max-[15rem]:sr-only">{t("brand")}</span>
    </Link>
  );
}
