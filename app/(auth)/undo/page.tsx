import { getTranslations } from "next-intl/server";
import { DeadLink } from "@/app/(auth)/dead-link";
import { PageTexts } from "@/app/page-texts";
import { UndoForm } from "@/components/credentials/undo-form";
import { LocalPart } from "@/components/layout/local-time";
import { PageHeader } from "@/components/ui/page-header";
import { findUndo } from "@/lib/credentials/undo-service";
import { getDeps } from "@/lib/deps";

export async function generateMetadata() {
  const t = await getTranslations("undo");
  // The address holds the token: send no referrer.
  return { title: t("title"), referrer: "no-referrer" as const };
}

type UndoPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function UndoPage({ searchParams }: UndoPageProps) {
  const { key } = await searchParams;
  const token = typeof key === "string" ? key : "";
  const [t, undo] = await Promise.all([getTranslations("undo"), findUndo(await getDeps(), token)]);
  if (!undo) {
    return <DeadLink title={t("deadTitle")} text={t("dead")} action={{ href: "/reset", text: t("reset") }} />;
  }
  const time = () => <LocalPart iso={undo.at.toISOString()} style={{ dateStyle: "long", timeStyle: "short" }} />;
  return (
    <PageTexts of={["undo"]}>
      <PageHeader title={t("title")} description={t.rich(`what.${undo.change}`, { time })} />
      <p>{t("then")}</p>
      <ul className="mt-3 mb-7 grid list-disc gap-2 ps-5 text-ink-soft">
        <li>{t("access")}</li>
        <li>{t("contact")}</li>
        <li>{t("password")}</li>
      </ul>
      <UndoForm token={token} />
    </PageTexts>
  );
}
