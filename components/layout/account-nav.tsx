"use client";

import { CreditCard, House, Layers, QrCode, ShieldCheck, SlidersHorizontal, UserLock, UserRound } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TillLink } from "@/components/loyalty/till-link";
import { classNames } from "@/components/ui/class-names";
import { PageLink } from "@/components/ui/page-link";
import { MoreMenu } from "./more-menu";

/** `inMore`: under "More" on phones, whose bar has room for five. */
const ITEMS = [
  { href: "/account", label: "overview", icon: House },
  { href: "/account/profile", label: "profile", icon: UserRound },
  { href: "/account/preferences", label: "preferences", icon: SlidersHorizontal, inMore: true },
  { href: "/account/loyalty", label: "loyalty", icon: CreditCard },
  { href: "/account/segments", label: "segments", icon: Layers },
  { href: "/account/security", label: "security", icon: ShieldCheck, inMore: true },
  { href: "/account/privacy", label: "privacy", icon: UserLock, inMore: true },
] as const;

const ENTRY =
  "group flex min-h-16 w-full flex-col items-center justify-center gap-0.5 px-1 text-xs max-[22.5rem]:px-0.5 font-semibold text-ink-soft hover:text-ink " +
  "aria-[current]:text-primary lg:min-h-12 lg:flex-row lg:justify-start lg:gap-3 lg:rounded-control lg:px-4 lg:text-sm " +
  "lg:hover:bg-sunken lg:aria-[current]:bg-primary-soft lg:aria-[current]:text-on-primary-soft";

const SHARE = "min-w-min flex-auto max-[15rem]:min-w-fit";

const ICON_BOX =
  "grid h-7 w-14 max-[22.5rem]:w-10 max-w-full place-items-center rounded-full group-aria-[current]:bg-primary-soft " +
  "lg:size-5 lg:group-aria-[current]:bg-transparent";

/**
 * Links to the account's pages: a side column, or a bottom bar on phones.
 *
 * @param hasCard gives the codes for the till a place in the bar, in exchange for the segments
 * @param own further entries, of the shop's
 */
export function AccountNav({ hasCard, own }: { hasCard: boolean; own?: readonly NavEntry[] | undefined }) {
  const t = useTranslations("common.navigation");
  const path = usePathname();
  const isInMore = (item: (typeof ITEMS)[number]) => "inMore" in item || (hasCard && item.label === "segments");
  const more = ITEMS.filter(isInMore).map(({ href, label, icon: Icon }) => ({
    ...{ href, label: t(label) },
    icon: <Icon aria-hidden className="size-5.5 shrink-0" />,
  }));
  return (
    <nav
      aria-label={t("label")}
      className={
        "fixed inset-x-0 bottom-0 z-40 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] " +
        // With text too large for the bar, it moves above the page and wraps.
        "max-[15rem]:static max-[15rem]:mb-6 max-[15rem]:border-0 max-[15rem]:bg-transparent " +
        "lg:static lg:border-0 lg:bg-transparent lg:pb-0"
      }
    >
      <ul className="mx-auto flex max-w-md justify-around px-1 max-[15rem]:flex-wrap lg:mx-0 lg:grid lg:px-0 lg:max-w-none lg:justify-stretch lg:gap-1">
        {ITEMS.map((item) => {
          const { href, label, icon: Icon } = item;
          const entry = { href, label: t(label), icon: <Icon aria-hidden className="size-5" /> };
          return <Entry key={href} entry={entry} path={path} isWide={isInMore(item)} />;
        })}
        {own?.map((entry) => (
          <Entry key={entry.href} entry={entry} path={path} isWide />
        ))}
        {hasCard && (
          <li className={classNames(SHARE, "lg:hidden")}>
            <TillLink from="bar" className={ENTRY}>
              <span className={ICON_BOX}>
                <QrCode aria-hidden className="size-5" />
              </span>
              <span className="max-w-full text-center leading-tight lg:text-start">{t("till")}</span>
            </TillLink>
          </li>
        )}
        <li className={classNames(SHARE, "lg:hidden")}>
          <MoreMenu items={own ? [...own, ...more] : more} path={path} entryClass={ENTRY} iconClass={ICON_BOX} />
        </li>
      </ul>
    </nav>
  );
}

export type NavEntry = { href: string; label: string; icon: ReactNode };

/** @param isWide where a wide screen alone has room for it */
function Entry({ entry: { href, label, icon }, path, isWide }: { entry: NavEntry; path: string; isWide: boolean }) {
  return (
    <li className={classNames(SHARE, isWide && "max-lg:hidden")}>
      <PageLink href={href} aria-current={currentOf(href, path)} className={ENTRY}>
        <span className={ICON_BOX}>{icon}</span>
        <span className="max-w-full text-center leading-tight lg:text-start">{label}</span>
      </PageLink>
    </li>
  );
}

/** Whether a page is the current one, or its parent. */
function currentOf(href: string, path: string): "page" | "true" | undefined {
  if (path === href) return "page";
  return path.startsWith(`${href}/`) && href !== "/account" ? "true" : undefined;
}
