import { getLocale, getTranslations } from "next-intl/server";
import { requireCustomer } from "@/app/signed-in";
import { ProfileForm } from "@/components/profile/profile-form";
import { PageHeader } from "@/components/ui/page-header";
import { profileView } from "@/lib/profile/view";

export async function generateMetadata() {
  const t = await getTranslations("profile");
  return { title: t("title") };
}

export default async function ProfilePage() {
  const { customer, deps } = await requireCustomer();
  const [t, language] = await Promise.all([getTranslations("profile"), getLocale()]);
  const appUrl = deps.env.APP_URL;
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <ProfileForm profile={profileView(customer, { language, appUrl })} appUrl={appUrl} />
    </>
  );
}
