import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Brand } from "./brand";
import { themeOf } from "./display-cookies";
import { DisplaySettings } from "./display-settings";

/** The head of every page: the mark, language and appearance, and what the page adds. */
export async function SiteHeader({ wide = false, children }: { wide?: boolean; children?: ReactNode }) {
  const theme = themeOf((await cookies()).get("theme")?.value);
  return (
    <header className="sticky top-0 z-30 max-[15rem]:static border-b border-line bg-canvas/90 backdrop-blur-md">
      <div
        className={`mx-auto flex min-h-16 flex-wrap items-center justify-between gap-x-2 px-4 max-[15rem]:px-2 sm:px-6 ${wide ? "max-w-[90rem]" : "max-w-page"}`}
      >
        <Brand />
        <div className="flex items-center gap-1 sm:gap-2">
          <DisplaySettings theme={theme} />
          {children}
        </div>
      </div>
    </header>
  );
}
