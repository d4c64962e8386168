"use client";

import { Globe } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { LANGUAGES, type Language, languageOf } from "@/lib/platform/i18n/languages";
import { rememberLanguage, rememberTheme, THEMES, type Theme, themeOf } from "./display-cookies";
import { LANGUAGE_NAMES, LanguageName } from "./language-name";

type DisplaySettingsProps = {
  theme: Theme;
  /** A signed-in customer's language is their profile's, wherever it is chosen. */
  isSignedIn: boolean;
};

/** The choice of language and theme, both applied at once. */
export function DisplaySettings({ theme: savedTheme, isSignedIn }: DisplaySettingsProps) {
  const t = useTranslations("common.display");
  const close = useTranslations("common")("close");
  const locale = languageOf(useLocale());
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [theme, setTheme] = useState(savedTheme);
  const [language, setLanguage] = useState(locale);
  const [hasFailed, setFailed] = useState(false);

  const { run: choose } = useSingleFlight(async (chosen: Language): Promise<Outcome> => {
    setLanguage(chosen);
    setFailed(false);
    try {
      // Only who is signed in, and not before they choose, needs the API's client.
      if (isSignedIn) await (await import("@/components/profile/save-language")).saveLanguage(chosen);
    } catch {
      setLanguage(locale);
      setFailed(true);
      return;
    }
    rememberLanguage(chosen);
    router.refresh();
  });

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => {
          setLanguage(locale);
          setFailed(false);
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
            hint={isSignedIn && t("messagesToo")}
            value={language}
            options={LANGUAGES.map((code) => ({ value: code, label: <LanguageName code={code} /> }))}
            onChange={(event) => choose(languageOf(event.target.value) ?? locale)}
          />
          {hasFailed && <Alert>{t("failed")}</Alert>}
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
