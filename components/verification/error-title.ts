import { useTranslations } from "next-intl";
import { useEffect } from "react";

/** Marks the page's title while something is wrong, where no error summary does. */
export function useErrorTitle(isWrong: boolean): void {
  const prefix = useTranslations("common.errors")("titlePrefix");
  useEffect(() => {
    if (!isWrong) return;
    const before = document.title;
    document.title = `${prefix}${before}`;
    return () => {
      document.title = before;
    };
  }, [isWrong, prefix]);
}
