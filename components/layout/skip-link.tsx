import { useTranslations } from "next-intl";

export const CONTENT_ID = "content";

/** The first tab stop, which skips header and navigation. */
export function SkipLink() {
  const t = useTranslations("common");
  return (
    <a
      href={`#${CONTENT_ID}`}
      className="fixed start-4 top-3 z-50 -translate-y-24 rounded-control bg-primary px-4 py-2.5 text-sm font-semibold text-on-primary focus-visible:translate-y-0 print:hidden"
    >
      {t("skip")}
    </a>
  );
}
