"use client";

import { useSyncExternalStore } from "react";
import { directionOf, type Language, negotiateLanguage } from "@/lib/platform/i18n/languages";
import "./globals.css";

/* The layout itself failed, so this can use nothing of it, the catalogues included. */

const TEXTS: Record<Language, { title: string; text: string; retry: string }> = {
  en: { title: "Something went wrong", text: "The problem is on our side. Please try again.", retry: "Try again" },
  tr: {
    title: "Bir şeyler ters gitti",
    text: "Hata sizde değil, bizde. Lütfen yeniden deneyin.",
    retry: "Yeniden dene",
  },
  ar: { title: "حدث خطأ ما", text: "الخطأ من جانبنا لا من جانبك. حاول مجددًا.", retry: "إعادة المحاولة" },
  ru: { title: "Что-то пошло не так", text: "Это наша ошибка, не ваша. Попробуйте ещё раз.", retry: "Повторить" },
  de: {
    title: "Etwas ist schiefgelaufen",
    text: "Das Problem liegt bei uns. Bitte versuchen Sie es erneut.",
    retry: "Erneut versuchen",
  },
  fr: { title: "Une erreur s’est produite", text: "Le problème vient de nous. Réessayez.", retry: "Réessayer" },
};

export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const language = useSyncExternalStore<Language>(
    () => () => undefined,
    () => negotiateLanguage(navigator.languages.join(",")) ?? "en",
    () => "en",
  );
  const { title, text, retry: retryText } = TEXTS[language];
  return (
    <html lang={language} dir={directionOf(language)}>
      <body className="grid min-h-dvh place-content-center gap-4 p-6 text-center font-sans">
        <title>{title}</title>
        <h1 className="text-2xl">{title}</h1>
        <p className="text-ink-soft">{text}</p>
        <p>
          <button
            type="button"
            onClick={() => retry()}
            className="min-h-11 rounded-control bg-primary px-5 text-sm font-semibold text-on-primary"
          >
            {retryText}
          </button>
        </p>
      </body>
    </html>
  );
}
