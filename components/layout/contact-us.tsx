"use client";

import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";
import { useContactUrl } from "./contact-url";

/** Leads to the shop's people; nothing where none can be reached. */
export function ContactUs() {
  const t = useTranslations("common");
  const url = useContactUrl();
  return url !== undefined && <TextLink href={url}>{t("contactUs")}</TextLink>;
}
