import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireCustomer } from "@/app/signed-in";

export async function generateMetadata() {
  const t = await getTranslations("common.errors");
  return { title: t("notFoundTitle") };
}

/** Addresses below the account that no page has: without this, Next answers them outside the account's frame. */
export default async function UnknownAccountPage() {
  await requireCustomer();
  notFound();
}
