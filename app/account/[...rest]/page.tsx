import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPageLanguage } from "@/app/page-language";
import { requireCustomer } from "@/app/signed-in";
import { findSlotPage, SlotPageContent } from "@/app/slots";
import { PageHeader } from "@/components/ui/page-header";
import { textIn } from "@/lib/platform/shop/config";

type RestPageProps = { params: Promise<{ rest: string[] }> };

export async function generateMetadata({ params }: RestPageProps) {
  const page = findSlotPage((await params).rest);
  if (page) return { title: textIn(page.title, await getPageLanguage()) };
  const t = await getTranslations("common.errors");
  return { title: t("notFoundTitle") };
}

/**
 * The shop's own pages; and addresses below the account that no page has, which Next would answer outside the account's
 * frame.
 */
export default async function RestPage({ params }: RestPageProps) {
  await requireCustomer();
  const [, ...rest] = (await params).rest;
  const page = findSlotPage((await params).rest);
  if (!page) notFound();
  return (
    <>
      <PageHeader title={textIn(page.title, await getPageLanguage())} />
      <div className="grid grid-cols-1 gap-5">
        <SlotPageContent page={page} rest={rest} />
      </div>
    </>
  );
}
