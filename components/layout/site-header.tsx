import { cookies } from "next/headers";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SessionWatch } from "@/components/auth/session-watch";
import { PageLink } from "@/components/ui/page-link";
import { DISPLAY_COOKIES, themeOf } from "./display-cookies";
import { DisplaySettings } from "./display-settings";

/** Images of 32 px in height; `width` is in pixels too. */
export type Logo = { light: string; dark?: string | undefined; width: number };

export type SiteHeaderProps = {
  /** Whose page it is; null for a guest's. */
  customer: number | null;
  wide?: boolean;
  /** Whatever the shop has instead of our mark and its name. */
  logo?: Logo | undefined;
  /** Where the shop's name leads. */
  home?: string | undefined;
  children?: ReactNode;
};

/** The header of every page: brand, display settings, and what the page adds. */
export async function SiteHeader({ customer, wide = false, logo, home = "/", children }: SiteHeaderProps) {
  const theme = themeOf((await cookies()).get(DISPLAY_COOKIES.theme)?.value);
  return (
    <header className="sticky top-0 z-30 max-[15rem]:static [@media(max-height:28rem)]:static border-b border-line bg-canvas/90 backdrop-blur-md">
      <div
        className={`mx-auto flex min-h-16 flex-wrap items-center justify-between gap-x-2 px-4 max-[15rem]:px-2 sm:px-6 ${wide ? "max-w-[90rem]" : "max-w-page"}`}
      >
        <Brand logo={logo} home={home} />
        <div className="flex items-center gap-1 sm:gap-2">
          {customer !== null && <SessionWatch customer={customer} />}
          <DisplaySettings theme={theme} isSignedIn={customer !== null} />
          {children}
        </div>
      </div>
    </header>
  );
}

function Brand({ logo, home }: { logo: Logo | undefined; home: string }) {
  const t = useTranslations("common");
  return (
    <PageLink href={home} className="inline-flex min-h-11 items-center gap-2.5 rounded-sm text-ink">
      {logo ? <LogoPicture logo={logo} name={t("brand")} /> : <Mark name={t("brand")} />}
    </PageLink>
  );
}

/** Two pictures of which the theme shows one: which it is may be known to the browser alone. */
function LogoPicture({ logo: { light, dark = light, width }, name }: { logo: Logo; name: string }) {
  const shown =
    dark === light
      ? [[light, ""]]
      : [
          [light, "[display:var(--in-light)]"],
          [dark, "[display:var(--in-dark)]"],
        ];
  return shown.map(([src, className]) => (
    // biome-ignore lint/performance/noImgElement: next/image has nothing to make smaller in a shop's own vector drawing
    <img key={src} src={src} alt={name} width={width} height={32} className={className} />
  ));
}

function Mark({ name }: { name: string }) {
  return (
    <>
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-8">
        <rect width="32" height="32" rx="9" className="fill-panel" />
        <circle cx="16" cy="12" r="5" className="fill-accent" />
        <g fill="none" strokeWidth="2.2" strokeLinecap="round" className="stroke-on-panel">
          <path d="M5 18.5c2.75 0 2.75 2 5.5 2s2.75-2 5.5-2 2.75 2 5.5 2 2.75-2 5.5-2" />
          <path opacity="0.65" d="M8 24c2 0 2.7 1.6 4 1.6s2.5-1.6 4-1.6 2.5 1.6 4 1.6 2-1.6 4-1.6" />
        </g>
      </svg>
      <span className="text-xl font-extrabold tracking-tight max-[15rem]:sr-only">{name}</span>
    </>
  );
}
