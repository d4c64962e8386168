"use client";

import { Globe } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { languageOf } from "@/lib/platform/i18n/languages";
import type { Theme } from "./display-cookies";
import { LANGUAGE_NAMES } from "./language-name";

type DisplayChoices = typeof import("./display-choices").DisplayChoices;

type DisplaySettingsProps = {
  theme: Theme;
  isSignedIn: boolean;
};

/** On every page, and hardly ever used. @returns null when they cannot be loaded */
const loadChoices = () =>
  import("./display-choices").then(
    (module): DisplayChoices => module.DisplayChoices,
    () => null,
  );

/** Opens the choice of language and theme. */
export function DisplaySettings({ theme: savedTheme, isSignedIn }: DisplaySettingsProps) {
  const t = useTranslations("common");
  const locale = languageOf(useLocale());
  const [isOpen, setOpen] = useState(false);
  const [theme, setTheme] = useState(savedTheme);
  const [Choices, setChoices] = useState<DisplayChoices | null>(null);

  const open = async () => {
    const loaded = await loadChoices();
    setChoices(() => loaded);
    setOpen(true);
  };

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={loadChoices}
        onFocus={loadChoices}
        onClick={open}
        className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-3 text-sm font-semibold text-ink-soft hover:bg-sunken hover:text-ink"
      >
        <Globe aria-hidden className="size-5" />
        <span className="sr-only">{t("display.open")}: </span>
        <span className="max-[25rem]:sr-only">{LANGUAGE_NAMES[locale]}</span>
      </button>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={t("display.open")}
        closeLabel={t("close")}
        actions={<Button onClick={() => setOpen(false)}>{t("display.done")}</Button>}
      >
        {Choices ? (
          <Choices theme={theme} onTheme={setTheme} isSignedIn={isSignedIn} />
        ) : (
          <Alert>{t("errors.network")}</Alert>
        )}
      </Dialog>
    </>
  );
}
