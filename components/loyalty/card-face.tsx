import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CardPattern } from "./card-pattern";

type CardFaceProps = {
  name: string;
  /** In groups; dots on a card that nobody has yet. */
  number: string;
  phone?: string;
  /** At the top, opposite the mark. */
  tier?: ReactNode;
};

/** The loyalty card as one would hold it, in the proportions of ISO/IEC 7810 ID-1; it grows with enlarged text. */
export function CardFace({ name, number, phone, tier }: CardFaceProps) {
  const t = useTranslations("loyalty");
  const brand = useTranslations("common")("brand");
  return (
    <div className="on-panel @container relative isolate overflow-hidden rounded-card bg-[linear-gradient(150deg,#15584f,#0c3b37_45%,#062621)] text-on-panel shadow-float ring-1 ring-on-panel/10 ring-inset">
      <CardPattern />
      <div className="flex aspect-[1.586] min-h-fit flex-col p-5 @sm:p-6">
        <div className="flex min-h-8 items-center justify-between gap-3">
          <p className="text-xl font-extrabold tracking-tight">{brand}</p>
          {tier}
        </div>
        <dl className="mt-auto grid gap-3 [text-shadow:0_1px_3px_rgb(4_30_28/0.9)]">
          <div>
            <dt className="sr-only">{t("number")}</dt>
            <dd className="text-xl font-semibold tracking-[0.12em] tabular-nums @sm:text-2xl">
              <bdi dir="ltr">{number}</bdi>
            </dd>
          </div>
          <div className="flex items-end justify-between gap-4 text-sm">
            <div className="min-w-0">
              <dt className="sr-only">{t("member")}</dt>
              <dd className="font-semibold break-words">
                <bdi>{name}</bdi>
              </dd>
            </div>
            {phone && (
              <div className="shrink-0 text-on-panel-soft">
                <dt className="sr-only">{t("fields.phone")}</dt>
                <dd className="tabular-nums">
                  <bdi dir="ltr">{phone}</bdi>
                </dd>
              </div>
            )}
          </div>
        </dl>
      </div>
    </div>
  );
}
