import { useTranslations } from "next-intl";

/** Says, where scripts are off, that nothing can be sent. */
export function NoScriptNote() {
  const t = useTranslations("common");
  return (
    <noscript>
      <p className="mb-6 rounded-control border border-primary/25 bg-primary-soft p-4 text-sm text-on-primary-soft">
        {t("noScript")}
      </p>
    </noscript>
  );
}
