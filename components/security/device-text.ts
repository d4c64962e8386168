import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { deviceOf } from "@/lib/auth/device-schema";

export function isHandheld(userAgent: string | null): boolean {
  return /\b(?:iPhone|iPad|Android|Mobile)\b/.test(userAgent ?? "");
}

/** Names the device behind a `User-Agent` in the reader's language. */
export function useDeviceText(): (userAgent: string | null) => string {
  const t = useTranslations("security.sessions");
  return useCallback(
    (userAgent) => {
      const device = deviceOf(userAgent);
      return device ? t("device", device) : t("unknownDevice");
    },
    [t],
  );
}
