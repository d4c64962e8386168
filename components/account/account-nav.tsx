"use client";

import { House, Layers, ShieldCheck, UserRound } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

const ITEMS = [
  { href: "/account", label: "overview", icon: House },
  { href: "/account/profile", label: "profile", icon: UserRound },
  { href: "/account/segments", label: "segments", icon: Layers },
  { href: "/account/security", label: "security", icon: ShieldCheck },
] as const;

/** The account's pages: a column at the side, on phones a bar at the foot of the screen. */
export function AccountNav() {
  const t = useTranslations("common.navigation");
  const path = usePathname();
  return (
    <nav
      aria-label={t("label")}
      className={
        "fixed inset-x-0 bottom-0 z-40 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] " +
        "lg:static lg:border-0 lg:bg-transparent lg:pb-0"
      }
    >
      <ul className="mx-auto flex max-w-md justify-around lg:mx-0 lg:grid lg:max-w-none lg:justify-stretch lg:gap-1">
        {ITEMS.map(({ href, label, icon: Icon }) => (
          <li key={href} className="min-w-0 flex-auto">
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={
                "group flex min-h-16 flex-col items-center justify-center gap-0.5 px-1 text-xs font-semibold text-ink-soft hover:text-ink " +
                "aria-[current]:text-primary lg:min-h-12 lg:flex-row lg:justify-start lg:gap-3 lg:rounded-control lg:px-4 lg:text-sm " +
                "lg:hover:bg-sunken lg:aria-[current]:bg-primary-soft lg:aria-[current]:text-on-primary-soft"
              }
            >
              <span className="grid h-7 w-14 place-items-center rounded-full group-aria-[current]:bg-primary-soft lg:size-5 lg:group-aria-[current]:bg-transparent">
                <Icon aria-hidden className="size-5" />
              </span>
              <span className="max-w-full truncate">{t(label)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
