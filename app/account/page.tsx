import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { titleOf } from "@/app/page-title";
import { requireCustomer, type SignedIn } from "@/app/signed-in";
import { EmailProofNote } from "@/components/credentials/email-proof-note";
import { LoyaltyTileSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { LoyaltyInvitation, LoyaltyTile } from "@/components/loyalty/loyalty-tile";
import { AccountGreeting } from "@/components/overview/account-greeting";
import { CompletenessCard } from "@/components/overview/completeness-card";
import { ConsentsCard } from "@/components/overview/consents-card";
import { ContactCard } from "@/components/overview/contact-card";
import { OFFER_COOKIE, OFFERED } from "@/components/passkeys/offer-cookie";
import { PasskeyOffer } from "@/components/passkeys/passkey-offer";
import { shownPicture } from "@/components/profile/picture";
import { ActiveSegment } from "@/components/segments/active-segment";
import { ButtonLink } from "@/components/ui/button";
import { listPasskeys } from "@/lib/auth/passkey-service";
import { findCustomerCard, getPoints, hasProgramme } from "@/lib/loyalty/service";
import type { LoyaltyCardRow } from "@/lib/loyalty/store";
import { toProfileResponse } from "@/lib/profile/view";
import { findActiveSegment } from "@/lib/segments/service";

export const generateMetadata = titleOf("overview");

const MINUTE_MS = 60_000;

export default async function OverviewPage() {
  const { customer, deps } = await requireCustomer();
  const [t, language, segment, card, offersPasskey] = await Promise.all([
    getTranslations("overview"),
    getPageLanguage(),
    findActiveSegment(deps, customer),
    findCustomerCard(deps, customer.id),
    isPasskeyOffered(deps, customer.id),
  ]);
  const profile = toProfileResponse(customer, { language, appUrl: deps.env.APP_URL });
  return (
    <>
      <AccountGreeting
        profile={profile}
        picture={shownPicture(profile.avatar, deps.env.APP_URL)}
        lastSignIn={isFirstVisit(customer) ? null : (customer.lastLogin?.toISOString() ?? null)}
      />
      {customer.email && customer.verifiedEmail === null && (
        <div className="mb-5">
          <PageTexts of={["emailProof"]}>
            <EmailProofNote email={customer.email} />
          </PageTexts>
        </div>
      )}
      {offersPasskey && (
        <PageTexts of={["passkeys.offer"]}>
          <PasskeyOffer />
        </PageTexts>
      )}
      <div className="grid gap-5 xl:grid-cols-2">
        {card ? (
          <Suspense fallback={<LoyaltyTileSkeleton />}>
            <LoyaltyGlance deps={deps} card={card} />
          </Suspense>
        ) : (
          (await hasProgramme(deps)) && <LoyaltyInvitation />
        )}
        <ActiveSegment segment={segment}>
          <ButtonLink look="secondary" href="/account/segments">
            {t("segments")}
          </ButtonLink>
        </ActiveSegment>
        <CompletenessCard profile={profile} />
        <ConsentsCard profile={profile} />
        <div className="xl:col-span-2">
          <ContactCard profile={profile} />
        </div>
      </div>
    </>
  );
}

/** To somebody who came by password, on a device that can, and has none yet. */
async function isPasskeyOffered(deps: SignedIn["deps"], customerId: number): Promise<boolean> {
  return (await cookies()).get(OFFER_COOKIE)?.value === OFFERED && (await listPasskeys(deps, customerId)).length === 0;
}

/** Registering signs in; showing that as the last sign-in would puzzle a new customer. */
function isFirstVisit({ lastLogin, dateJoined }: SignedIn["customer"]): boolean {
  return lastLogin !== null && lastLogin.getTime() - dateJoined.getTime() < MINUTE_MS;
}

/** Streamed, since the programme may be slow. */
async function LoyaltyGlance({ deps, card }: { deps: SignedIn["deps"]; card: LoyaltyCardRow }) {
  const { points, pointsAt, errors } = await getPoints(deps, card, await getPageLanguage());
  const at = pointsAt?.toISOString() ?? null;
  return <LoyaltyTile accountNumber={card.accountNumber} points={points} at={at} errors={errors} />;
}
