import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageTexts } from "@/app/page-texts";
import type { PageGroup } from "@/app/page-title";
import { QueryProvider } from "@/components/api/query-provider";
import { PageHeader } from "@/components/ui/page-header";

type AccountPageProps = {
  /** Holds the page's `title` and `text`. */
  group: Exclude<PageGroup, "auth" | "credentials" | "loyalty.scan" | "overview" | "verification" | "welcome">;
  /** Groups of the catalogue that the browser needs; see PageTexts. */
  texts: readonly string[];
  /** Nothing is there yet that the page's text could be about. */
  isEmpty?: boolean;
  children: ReactNode;
};

/** A page of the account whose components read and change data in place, starting from this rendering. */
export async function AccountPage({ group, texts, isEmpty, children }: AccountPageProps) {
  const t = await getTranslations(group);
  return (
    <PageTexts of={texts}>
      <QueryProvider rendering={randomUUID()}>
        <PageHeader title={t("title")} description={!isEmpty && t("text")} />
        <div className="grid grid-cols-1 gap-5">{children}</div>
      </QueryProvider>
    </PageTexts>
  );
}
