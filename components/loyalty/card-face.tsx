import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CardPattern } from "./card-pattern";

type CardFaceProps = {
  name: string;
  /** Grouped; dots for a card that nobody has yet. */
  number: string;
  phone?: string;
  /** At the top, opposite the mark. */
  tier?: ReactNode;
};

/** The loyalty card in the proportions of ISO/IEC 7810 ID-1; it grows with enlarged text. */
export function CardFace({ name, number, phone, tier }: CardFaceProps) {
  const t = useTranslations("loyalty");
  const brand = useTranslations("common")("brand");
  return (
    <div className="on-panel @container relative isolate overflow-hidden rounded-card bg-evening text-on-panel shadow-float ring-1 ring-on-panel/10 ring-inset after:absolute after:inset-0 after:-z-10 after:bg-[linear-gradient(115deg,transparent_15%,rgb(255_255_255/0.06)_45%,transparent_75%)]">
      <CardPattern />
      <div className="flex aspect-[1.586] flex-col p-5 @sm:p-6">
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-3">
          <p className="text-xl font-extrabold tracking-tight">{brand}</p>
          {tier}
        </div>
        <dl className="mt-auto flex flex-wrap items-end justify-between gap-x-4 text-sm [text-shadow:0_1px_3px_rgb(4_30_28/0.9)]">
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
  );
}
