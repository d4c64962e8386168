import type { ReactNode } from "react";
import { PageTexts } from "@/app/page-texts";
import { ShopFooter } from "@/app/shop-footer";
import { shopBrand } from "@/app/shop-header";
import { requireCustomer } from "@/app/signed-in";
import { Slots, slotNavigation } from "@/app/slots";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { AccountNav } from "@/components/layout/account-nav";
import { NoScriptNote } from "@/components/layout/no-script-note";
import { SiteHeader } from "@/components/layout/site-header";
import { SkeletonBoundary } from "@/components/layout/skeleton-boundary";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { TillKeeper } from "@/components/loyalty/till-keeper";
import { DueNotice } from "@/components/privacy/due-notice";
import { FreshSignInDialog } from "@/components/security/fresh-sign-in-dialog";
import { loadCard } from "./loyalty/loaders";
import { SKELETONS } from "./skeletons";

/** The frame of the account's pages. Each page checks the session itself: a layout is no boundary. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const [{ customer }, card, navigation] = await Promise.all([requireCustomer(), loadCard(), slotNavigation()]);
  return (
    <>
      <SiteHeader {...shopBrand()} customer={customer.id}>
        <SignOutButton place="header" />
      </SiteHeader>
      <PageTexts of={["freshSignIn", "fields", "passkeys.browser", "passkeys.confirm"]}>
        <FreshSignInDialog />
      </PageTexts>
      <TillKeeper customer={card && customer.id} />
      <div className="mx-auto grid max-w-page gap-x-10 px-4 pt-6 pb-28 sm:px-6 sm:pt-9 lg:grid-cols-[13rem_minmax(0,1fr)] lg:pb-16">
        <div className="lg:sticky lg:top-24 lg:self-start">
          <AccountNav hasCard={card !== null} {...navigation} />
        </div>
        <main id={CONTENT_ID} tabIndex={-1} data-customer={customer.id} className="min-w-0 outline-none">
          <NoScriptNote />
          {customer.deletionDueAt && (
            <PageTexts of={["privacy.due"]}>
              <DueNotice dueAt={customer.deletionDueAt.toISOString()} />
            </PageTexts>
          )}
          <Slots at="notices" />
          <SkeletonBoundary skeletons={SKELETONS}>{children}</SkeletonBoundary>
        </main>
        <div className="min-w-0 pt-10 empty:hidden lg:col-start-2">
          <ShopFooter />
        </div>
      </div>
    </>
  );
}
