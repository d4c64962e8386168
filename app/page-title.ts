import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

/** The groups of the catalogue that have a page's title, and the sentence below it. */
export type PageGroup =
  | "auth"
  | "credentials"
  | "loyalty"
  | "loyalty.edit"
  | "loyalty.join"
  | "loyalty.link"
  | "loyalty.scan"
  | "overview"
  | "preferences"
  | "privacy"
  | "profile"
  | "registration"
  | "security"
  | "segments"
  | "verification"
  | "welcome";

/** The metadata of a page whose title is the group's. */
export function titleOf(group: PageGroup): () => Promise<Metadata> {
  return async () => {
    const t = await getTranslations(group);
    return { title: t("title") };
  };
}
