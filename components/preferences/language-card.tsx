"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { useIsFromServer, valueInDocument } from "@/components/forms/pre-hydration-input";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { rememberLanguage } from "@/components/layout/display-cookies";
import { LanguageName } from "@/components/layout/language-name";
import { useProfile } from "@/components/profile/queries";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/radio-group";
import { StatusRegion } from "@/components/ui/status-region";
import { useTitlePrefix } from "@/components/ui/title-prefix";
import { LANGUAGES, type Language, languageOf } from "@/lib/platform/i18n/languages";
import type { ProfileResponse } from "@/lib/profile/schema";
import { useSaveLanguage } from "./queries";

/** The language of pages and messages, saved and applied as soon as it is chosen. */
export function LanguageCard({ profile: rendered }: { profile: ProfileResponse }) {
  const t = useTranslations("preferences.language");
  const locale = languageOf(useLocale());
  const router = useRouter();
  const requestErrorText = useRequestErrorText();
  const { data: profile } = useProfile(rendered);
  const save = useSaveLanguage();
  const [saved, setSaved] = useState<Language | null>(null);
  useTitlePrefix(useTranslations("common.errors")("titlePrefix"), save.isError);

  const current = languageOf(profile.language_code);
  const choose = (text: string) => {
    const language = languageOf(text);
    if (!language || save.isPending) return;
    setSaved(null);
    save.mutate(language, {
      onSuccess: () => {
        rememberLanguage(language);
        setSaved(language);
        router.refresh();
      },
    });
  };

  const isFromServer = useIsFromServer();
  const [early] = useState(() => (isFromServer ? valueInDocument("language_code") : undefined));
  const takeEarly = useEffectEvent(() => {
    if (typeof early === "string" && early !== current) choose(early);
  });
  useEffect(() => takeEarly(), []);

  return (
    <Card title={t("title")} description={t("text")} beside className="print:hidden">
      <div className="grid gap-4">
        <RadioGroup
          name="language_code"
          label={t("legend")}
          value={save.isPending ? save.variables : (current ?? "")}
          options={LANGUAGES.map((code) => ({ value: code, label: <LanguageName code={code} /> }))}
          onChange={(event) => choose(event.target.value)}
        />
        {/* In the chosen language, once the page uses it. */}
        <StatusRegion>{saved === locale && <Alert tone="success">{t("saved")}</Alert>}</StatusRegion>
        {save.error && <Alert title={t("failed")}>{requestErrorText(save.error)}</Alert>}
      </div>
    </Card>
  );
}
