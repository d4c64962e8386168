import { getTranslations } from "next-intl/server";
import { requireCustomer } from "@/app/signed-in";
import { PasswordForm } from "@/components/security/password-form";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata() {
  const t = await getTranslations("security");
  return { title: t("title") };
}

export default async function SecurityPage() {
  const { customer } = await requireCustomer();
  const t = await getTranslations("security");
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <div className="grid gap-5">
        <PasswordForm accountName={customer.email ?? customer.username} />
      </div>
    </>
  );
}
