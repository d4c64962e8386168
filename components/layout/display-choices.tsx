"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/radio-group";
import { LANGUAGES, type Language, languageOf } from "@/lib/platform/i18n/languages";
import { rememberLanguage, rememberTheme, THEMES, type Theme, themeOf } from "./display-cookies";
import { LanguageName } from "./language-name";

type DisplayChoicesProps = {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  /** A signed-in customer's language is their profile's, wherever it is chosen. */
  isSignedIn: boolean;
};

/** The choice of language and theme, both applied at once. */
export function DisplayChoices({ theme, onTheme, isSignedIn }: DisplayChoicesProps) {
  const t = useTranslations("common.display");
  const locale = languageOf(useLocale());
  const router = useRouter();
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
          onTheme(chosen);
          rememberTheme(chosen);
        }}
      />
    </div>
  );
}
