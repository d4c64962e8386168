import { cookies } from "next/headers";
import { Suspense } from "react";
import { loadCard, loadLedger, loadPoints } from "@/app/account/loyalty/loaders";
import { findMissingFields } from "@/app/asked-fields";
import { getPageLanguage } from "@/app/page-language";
import { PageTexts } from "@/app/page-texts";
import { titleOf } from "@/app/page-title";
import { requireCustomer, type SignedIn } from "@/app/signed-in";
import { Slots } from "@/app/slots";
import { EmailProofNote } from "@/components/credentials/email-proof-note";
import { LoyaltyTileSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { LoyaltyInvitation, LoyaltyTile } from "@/components/loyalty/loyalty-tile";
import { AccountGreeting } from "@/components/overview/account-greeting";
import { AccountQuestion } from "@/components/overview/account-question";
import { ConsentsCard } from "@/components/overview/consents-card";
import { ContactCard } from "@/components/overview/contact-card";
import { InstallOffer } from "@/components/overview/install-offer";
import { PointsNews, PointsNewsLater, PointsNewsSkeleton } from "@/components/overview/points-news";
import { OtherPrices, PricesCard } from "@/components/overview/prices";
import { ProfileGaps } from "@/components/overview/profile-gaps";
import { OFFER_COOKIE, OFFERED } from "@/components/passkeys/offer-cookie";
import { PasskeyOffer } from "@/components/passkeys/passkey-offer";
import { shownPicture } from "@/components/profile/picture";
import { listPasskeys } from "@/lib/auth/passkey-service";
import { formatPhone } from "@/lib/contact/phone-rules";
import { isProofAwaited } from "@/lib/loyalty/account-proof-service";
import { hasProgramme } from "@/lib/loyalty/service";
import { DAY_MS } from "@/lib/platform/dates";
import { toProfileResponse } from "@/lib/profile/view";
import { listSegmentsWithPrices } from "@/lib/segments/service";

export const generateMetadata = titleOf("overview");

/** What matters to this customer today comes first, and what says nothing does not come at all. */
export default async function OverviewPage() {
  const { customer, deps } = await requireCustomer();
  const { segments, prices } = await listSegmentsWithPrices(deps, customer);
  const active = prices.find(({ pk }) => pk === customer.activeSegmentId);
  const profile = toProfileResponse(customer, {
    language: await getPageLanguage(),
    appUrl: deps.env.APP_URL,
    fields: deps.fields,
  });
  return (
    <>
      <AccountGreeting
        profile={profile}
        picture={shownPicture(profile.avatar, deps.env.APP_URL)}
        isNew={deps.now().getTime() - customer.dateJoined.getTime() < DAY_MS}
      />
      <Note customer={customer} deps={deps} />
      <ProfileGaps profile={profile} asked={await findMissingFields(deps.fields, profile.attributes)} />
      {/* Two in a line on wide screens; the last of an odd number has it to itself. */}
      <div className="flex flex-wrap gap-5 *:min-w-0 *:grow *:basis-full xl:*:basis-2/5">
        <Loyalty customer={customer} deps={deps} />
        {active && <PricesCard segment={active} />}
        <ConsentsCard profile={profile} />
        <ContactCard
          profile={profile}
          phone={profile.phone && formatPhone(profile.phone, deps.env.DEFAULT_PHONE_REGION)}
        />
        <Slots at="overview" />
      </div>
      {!active && segments.length > 0 && <OtherPrices />}
      {(await loadCard()) && (
        <PageTexts of={["overview.install"]}>
          <InstallOffer />
        </PageTexts>
      )}
    </>
  );
}

type Asked = Pick<SignedIn, "customer" | "deps">;

/** One at a time: whoever has not proved their address can still lose their way in. */
async function Note({ customer, deps }: Asked) {
  if (customer.email && customer.verifiedEmail === null) {
    return (
      <div className="mb-5">
        <PageTexts of={["emailProof"]}>
          <EmailProofNote email={customer.email} />
        </PageTexts>
      </div>
    );
  }
  // To somebody who came by password, on a device that can, and has none yet.
  const isOffered = (await cookies()).get(OFFER_COOKIE)?.value === OFFERED;
  if (!isOffered || (await listPasskeys(deps, customer.id)).length > 0) return null;
  return (
    <PageTexts of={["passkeys.offer"]}>
      <PasskeyOffer />
    </PageTexts>
  );
}

async function Loyalty({ customer, deps }: Asked) {
  if (await loadCard()) {
    const fallback = (
      <>
        <LoyaltyTileSkeleton />
        <PointsNewsSkeleton />
      </>
    );
    return (
      <Suspense fallback={fallback}>
        <LoyaltyGlance />
      </Suspense>
    );
  }
  if (await isProofAwaited(deps, customer)) return <AccountQuestion />;
  return (await hasProgramme(deps)) ? <LoyaltyInvitation /> : null;
}

/** Rendered in a Suspense boundary, since the programme may be slow. */
async function LoyaltyGlance() {
  const [card, points, loaded] = await Promise.all([loadCard(), loadPoints(), loadLedger()]);
  if (!card || !points) return null;
  const at = points.pointsAt?.toISOString() ?? null;
  return (
    <>
      <LoyaltyTile
        accountNumber={card.accountNumber}
        points={points.points}
        tier={points.tier}
        at={at}
        errors={points.errors}
      />
      {loaded.status === "known" && <PointsNews ledger={loaded.ledger} />}
      {loaded.status === "unavailable" && <PointsNewsLater />}
    </>
  );
}
