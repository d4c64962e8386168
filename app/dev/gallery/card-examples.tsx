import { CardFace } from "@/components/loyalty/card-face";
import { CARD_TIERS, TierBadge } from "@/components/loyalty/tier-badge";
import { TierWay } from "@/components/loyalty/tier-way";
import { Example } from "./frame";
import type { Look } from "./looks";
import { samplesOf } from "./samples";

/** A tier of a programme's own, then each whose material the card has. */
const TIERS = ["Nautilus", ...CARD_TIERS];

/** The loyalty card in each tier, in the last of which there is no way on, and before its tier is known. */
export function TierExamples({ look }: { look: Look }) {
  const { name } = samplesOf(look.dir);
  const number = "7963 5819 4916";
  return (
    <>
      {TIERS.map((tier, index) => {
        const after = TIERS[index + 1];
        const next = after === undefined ? null : { name: after, missingPoints: 760 };
        return (
          <Example key={tier} states={`loyalty card: ${tier}`}>
            <div className="max-w-md">
              <CardFace
                name={name}
                number={number}
                phone="+90 532 123 45 67"
                tier={<TierBadge name={tier} />}
                way={<TierWay name={tier} next={next} reached={1240} />}
              />
            </div>
          </Example>
        );
      })}
      <Example states="loyalty card: tier not known yet">
        <div className="max-w-md">
          <CardFace name={name} number={number} tier={null} />
        </div>
      </Example>
    </>
  );
}
