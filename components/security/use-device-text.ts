import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { deviceOf } from "./device-name";

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
