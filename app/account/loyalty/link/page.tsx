import { redirect } from "next/navigation";
import { AccountPage } from "@/app/account/account-page";
import { titleOf } from "@/app/page-title";
import { requireCustomer } from "@/app/signed-in";
import { EmailProofNote } from "@/components/credentials/email-proof-note";
import { LinkForm } from "@/components/loyalty/link-form";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { VerifyPhoneFirst } from "@/components/loyalty/verify-phone-first";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { findCustomerCard, hasProgramme } from "@/lib/loyalty/service";

export const generateMetadata = titleOf("loyalty.link");

export default async function LinkPage() {
  const { customer, deps } = await requireCustomer();
  const [card, isOpen] = await Promise.all([findCustomerCard(deps, customer.id), hasProgramme(deps)]);
  if (card) redirect("/account/loyalty");
  return (
    <AccountPage
      group="loyalty.link"
      texts={["loyalty.link", "loyalty.fields", "loyalty.errors", "fields", "emailProof"]}
    >
      {isOpen && customer.email && customer.verifiedEmail === null && <EmailProofNote email={customer.email} />}
      {!isOpen ? (
        <NoProgramme />
      ) : verifiedPhoneOf(customer) !== null ? (
        <LinkForm email={customer.email ?? ""} />
      ) : (
        <VerifyPhoneFirst />
      )}
    </AccountPage>
  );
}
