import type { Viewport } from "next";
import { redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { loadCard, loadPoints } from "@/app/account/loyalty/loaders";
import { titleOf } from "@/app/page-title";
import { requireCustomer } from "@/app/signed-in";
import { LocalTime } from "@/components/layout/local-time";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { Till } from "@/components/loyalty/till";
import { TillKeeper } from "@/components/loyalty/till-keeper";

export const generateMetadata = titleOf("loyalty.scan");

/** The whole screen, round its notch too. */
export const viewport: Viewport = { themeColor: "#ffffff", viewportFit: "cover" };

/* The codes at the till: outside the account's frame, so that nothing else takes the screen. */
export default async function TillPage() {
  const [{ customer }, card] = await Promise.all([requireCustomer(), loadCard()]);
  if (!card) redirect("/account/loyalty");
  return (
    <main
      id={CONTENT_ID}
      tabIndex={-1}
      data-customer={customer.id}
      data-theme="light"
      className="bg-surface text-ink outline-none"
    >
      <TillKeeper customer={customer.id} />
      <Till
        name={`${customer.firstName} ${customer.lastName}`.trim()}
        accountNumber={card.accountNumber}
        points={
          // The codes do not wait for the programme.
          <Suspense fallback={<p className="h-12" />}>
            <Points />
          </Suspense>
        }
      />
    </main>
  );
}

async function Points() {
  const [loaded, t, format] = await Promise.all([loadPoints(), getTranslations("loyalty"), getFormatter()]);
  if (!loaded?.pointsAt) return <p className="h-12" />;
  const at = loaded.pointsAt.toISOString();
  return (
    <p className="min-h-12 tabular-nums">
      {t.rich("points", {
        count: loaded.points,
        amount: () => <strong>{format.number(loaded.points)}</strong>,
        unit: (text) => text,
      })}
      {/* In the middle, words would move aside for a time of another width: they come with it. */}
      <span className="block text-sm text-ink-soft has-[time.invisible]:invisible">
        {t.rich("asOf", { time: () => <LocalTime iso={at} /> })}
      </span>
    </p>
  );
}
