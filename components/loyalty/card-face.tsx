import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CardSea, CardSun } from "./card-pattern";

type CardFaceProps = {
  name: string;
  /** Grouped; dots for a card that nobody has yet. */
  number: string;
  phone?: string;
  /** At the top, opposite the mark: what the card turns into. */
  tier: ReactNode;
  /** Below: the way to the next tier. */
  way?: ReactNode;
};

/** The loyalty card in the proportions of ISO/IEC 7810 ID-1; it grows with enlarged text, which never meets the sun. */
export function CardFace({ name, number, phone, tier, way }: CardFaceProps) {
  const t = useTranslations("loyalty");
  const brand = useTranslations("common")("brand");
  return (
    <div className="card-material on-panel @container relative isolate overflow-hidden rounded-card bg-material text-on-panel shadow-float ring-1 ring-on-panel/15 ring-inset after:pointer-events-none after:absolute after:inset-0 after:-z-10 after:bg-[linear-gradient(115deg,transparent_15%,rgb(255_255_255/0.07)_45%,transparent_75%)] forced-colors:border print:border print:bg-none print:shadow-none">
      <div className="flex aspect-[1.586] flex-col">
        <div className="flex flex-wrap items-center justify-between gap-x-3 px-5 pt-5 @sm:px-6 @sm:pt-6">
          <p className="text-xl font-extrabold tracking-tight">{brand}</p>
          <div className="flex min-h-8 min-w-0 grow items-center justify-end">{tier}</div>
        </div>
        <div className="relative min-h-8 grow">
          <CardSun className="inset-0 size-full" />
        </div>
        <div className="relative px-5 pb-5 @sm:px-6 @sm:pb-6">
          <CardSea />
          <dl className="flex flex-wrap items-end justify-between gap-x-4 text-sm">
            <div className="mb-3 w-full">
              <dt className="sr-only">{t("number")}</dt>
              <dd className="text-xl font-semibold tracking-[0.12em] tabular-nums @sm:text-2xl">
                <bdi dir="ltr">{number}</bdi>
              </dd>
            </div>
            <div className="min-w-0">
              <dt className="sr-only">{t("member")}</dt>
              <dd className="font-semibold break-words">
                <bdi>{name}</bdi>
              </dd>
            </div>
            {phone && (
              <div className="min-w-0 text-on-panel-soft">
                <dt className="sr-only">{t("fields.phone")}</dt>
                <dd className="tabular-nums wrap-anywhere">
                  <bdi dir="ltr">{phone}</bdi>
                </dd>
              </div>
            )}
          </dl>
        </div>
      </div>
      {way && (
        <div className="relative flex min-h-25 flex-col justify-center px-5 pb-5 @sm:px-6 print:hidden">
          <span aria-hidden className="absolute inset-0 -z-10 bg-(--card-near)" />
          {way}
        </div>
      )}
    </div>
  );
}
