"use client";

import { Globe } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { LANGUAGES, languageOf } from "@/lib/platform/i18n/languages";
import { rememberLanguage, rememberTheme, THEMES, type Theme, themeOf } from "./display-cookies";
import { LANGUAGE_NAMES, LanguageName } from "./language-name";

/** The choice of language and theme, both applied at once. */
export function DisplaySettings({ theme: savedTheme }: { theme: Theme }) {
  const t = useTranslations("common.display");
  const close = useTranslations("common")("close");
  const locale = languageOf(useLocale());
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [theme, setTheme] = useState(savedTheme);
  const [language, setLanguage] = useState(locale);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => {
          setLanguage(locale);
          setOpen(true);
        }}
        className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-3 text-sm font-semibold text-ink-soft hover:bg-sunken hover:text-ink"
      >
        <Globe aria-hidden className="size-5" />
        <span className="sr-only">{t("open")}: </span>
        <span className="max-[25rem]:sr-only">{LANGUAGE_NAMES[locale]}</span>
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("open")}
        closeLabel={close}
        actions={<Button onClick={() => setOpen(false)}>{t("done")}</Button>}
      >
        <div className="grid gap-6">
          <RadioGroup
            name="locale"
            label={t("language")}
            value={language}
            options={LANGUAGES.map((code) => ({ value: code, label: <LanguageName code={code} /> }))}
            onChange={(event) => {
              const chosen = languageOf(event.target.value) ?? locale;
              setLanguage(chosen);
              rememberLanguage(chosen);
              router.refresh();
            }}
          />
          <RadioGroup
            name="theme"
            label={t("appearance")}
            value={theme}
            options={THEMES.map((value) => ({ value, label: t(value) }))}
            onChange={(event) => {
              const chosen = themeOf(event.target.value);
              setTheme(chosen);
              rememberTheme(chosen);
            }}
          />
        </div>
      </Dialog>
    </>
  );
}
