"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { Dialog } from "@/components/ui/dialog";
import { PageLink } from "@/components/ui/page-link";

type MoreMenuProps = {
  items: readonly { href: string; label: string; icon: ReactNode }[];
  /** The current page. */
  path: string;
  entryClass: string;
  iconClass: string;
};

/** The bar's last entry: opens a sheet with the remaining pages, and the way out. */
export function MoreMenu({ items, path, entryClass, iconClass }: MoreMenuProps) {
  const t = useTranslations("common.navigation");
  const close = useTranslations("common")("close");
  const [open, setOpen] = useState(false);
  const isHere = items.some(({ href }) => href === path);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-current={isHere || undefined}
        onClick={() => setOpen(true)}
        className={entryClass}
      >
        <span className={iconClass}>
          <Ellipsis aria-hidden className="size-5" />
        </span>
        <span className="max-w-full text-center leading-tight">{t("more")}</span>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("more")} closeLabel={close}>
        <ul className="-mx-2 grid gap-1">
          {items.map(({ href, label, icon }) => (
            <li key={href}>
              <PageLink
                href={href}
                aria-current={path === href ? "page" : undefined}
                onClick={() => setOpen(false)}
                className={
                  "flex min-h-14 items-center gap-4 rounded-control px-3 font-semibold hover:bg-sunken " +
                  "aria-[current]:bg-primary-soft aria-[current]:text-on-primary-soft"
                }
              >
                {icon}
                {label}
              </PageLink>
            </li>
          ))}
        </ul>
        <div className="-mx-2 mt-2 border-t border-line pt-2">
          <SignOutButton place="menu" />
        </div>
      </Dialog>
    </>
  );
}
