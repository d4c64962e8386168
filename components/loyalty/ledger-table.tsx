import {
  ArrowDownRight,
  ArrowUpRight,
  Gift,
  HourglassIcon,
  type LucideIcon,
  RotateCcw,
  SlidersHorizontal,
} from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { groupNeighbours } from "@/components/layout/local-days";
import { LocalDate, LocalPart } from "@/components/layout/local-time";
import { ServerText } from "@/components/layout/server-text";
import { classNames } from "@/components/ui/class-names";
import { kindOf, type LedgerEntry } from "./entry-kind";

const DAY_MS = 86_400_000;
/** Near enough to stand out. */
const SOON_MS = 60 * DAY_MS;

const ICONS: Record<LedgerEntry["kind"], LucideIcon> = {
  welcome: Gift,
  earn: ArrowUpRight,
  spend: ArrowDownRight,
  reverse: RotateCcw,
  expire: HourglassIcon,
  adjust: SlidersHorizontal,
};

type LedgerTableProps = {
  id: string;
  entries: LedgerEntry[];
  /** When they were loaded, ISO 8601; decides what is pending. */
  at: string;
  /** When the next points expire, as the programme writes it; null for never. */
  nextExpiry: string | null;
  /** The day of an instant on the reader's clock, as "2026-11-30". */
  dayOf: (iso: string) => string;
};

/** The movements by month, newest first, each with its points and the balance after it. */
export function LedgerTable({ id, entries, at, nextExpiry, dayOf }: LedgerTableProps) {
  const t = useTranslations("loyalty.ledger");
  const months = groupNeighbours(entries, (entry) => dayOf(entry.at).slice(0, 7));
  return (
    <div className="max-[15rem]:overflow-x-auto">
      <table id={id} className="w-full text-sm">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr className="text-xs text-ink-soft">
            <th scope="col" className="pb-2 text-start font-semibold">
              {t("what")}
            </th>
            <th scope="col" className="ps-3 pb-2 text-end font-semibold">
              {t("change")}
            </th>
            <th scope="col" className="ps-4 pb-2 text-end font-semibold max-sm:hidden">
              {t("balance")}
            </th>
          </tr>
        </thead>
        {months.map(({ key, items }) => (
          <tbody key={key} className="divide-y divide-line">
            <tr>
              <th scope="rowgroup" colSpan={3} className="border-b border-line pt-4 pb-2 text-start font-semibold">
                <LocalPart key={key} iso={items[0].at} style={{ month: "long", year: "numeric" }} isHeading />
              </th>
            </tr>
            {items.map((entry) => (
              <Row key={entry.id} entry={entry} at={at} nextExpiry={nextExpiry} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Row({ entry, at, nextExpiry }: Pick<LedgerTableProps, "at" | "nextExpiry"> & { entry: LedgerEntry }) {
  const t = useTranslations("loyalty.ledger");
  const format = useFormatter();
  const { kind, points, balance, description } = entry;
  const Icon = ICONS[kind];
  const isPending = entry.available_at !== null && entry.available_at > at;
  return (
    <tr>
      <th scope="row" className="py-3.5 text-start font-normal">
        <span className="flex gap-3">
          <span
            aria-hidden
            className={classNames(
              "grid size-10 shrink-0 place-items-center rounded-full max-[24rem]:hidden",
              isPending && "border border-dashed border-line-strong text-ink-soft",
              !isPending && points > 0 && "bg-success-soft text-on-success-soft",
              !isPending && points <= 0 && "bg-sunken text-ink-soft",
            )}
          >
            <Icon className={classNames("size-4.5", (kind === "earn" || kind === "spend") && "mirror-rtl")} />
          </span>
          <span className="min-w-0">
            <span className="block font-semibold">{t(`kinds.${kindOf(entry)}`)}</span>
            {description && (
              <span className="block break-words">
                <bdi>{description}</bdi>
              </span>
            )}
            <span className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-ink-soft">
              <LocalPart iso={entry.at} style={{ day: "numeric", month: "short" }} />
              {isPending && <Mark name="pending" iso={entry.available_at ?? at} />}
              <Expiry entry={entry} nextExpiry={nextExpiry} at={at} />
            </span>
          </span>
        </span>
      </th>
      <td className="py-3.5 ps-3 text-end align-top text-base font-bold whitespace-nowrap tabular-nums">
        <bdi dir="ltr" className={classNames(points > 0 && !isPending && "text-success", isPending && "text-ink-soft")}>
          <ServerText of={points}>{() => format.number(points, { signDisplay: "exceptZero" })}</ServerText>
        </bdi>
      </td>
      {/* Phones have no room for it; the chart above shows it. */}
      <td className="py-3.5 ps-4 text-end align-top text-base whitespace-nowrap text-ink-soft tabular-nums max-sm:hidden">
        <ServerText of={balance}>{() => format.number(balance)}</ServerText>
      </td>
    </tr>
  );
}

/**
 * Until when an entry's points can be spent. The oldest are spent first: of those that would have expired before the
 * next ones do, none are left, and those that expire later are whole.
 */
function Expiry({ entry, nextExpiry, at }: Pick<LedgerTableProps, "at" | "nextExpiry"> & { entry: LedgerEntry }) {
  const t = useTranslations("loyalty.ledger");
  const { expires_at: expiry } = entry;
  if (expiry === null || nextExpiry === null) return null;
  const after = Date.parse(expiry) - Date.parse(nextExpiry);
  if (after < 0) return null;
  if (after === 0 && Date.parse(expiry) - Date.parse(at) < SOON_MS) return <Mark name="expiring" iso={expiry} />;
  return <span>{t.rich("validUntil", { date: () => <LocalDate iso={expiry} /> })}</span>;
}

/** What will happen to an entry's points. */
function Mark({ name, iso }: { name: "pending" | "expiring"; iso: string }) {
  const t = useTranslations("loyalty.ledger");
  return (
    <span className="rounded-sm bg-accent-soft px-2 py-0.5 font-semibold text-on-accent-soft">
      {t.rich(name, { date: () => <LocalDate iso={iso} /> })}
    </span>
  );
}
