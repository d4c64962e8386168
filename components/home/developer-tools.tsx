import { ArrowRight, BookOpenText, Inbox, Palette, SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";

const COMMANDS = [
  { command: "npm test", text: "test" },
  { command: "npm run admin -- loyalty credit mia.schneider@example.com 250", text: "points" },
  { command: "npm run db:reset", text: "reset" },
] as const;

const LINKS = [
  { href: "/dev/outbox", icon: Inbox, title: "outboxTitle", text: "outboxText" },
  { href: "/docs", icon: BookOpenText, title: "docsTitle", text: "docsText" },
  { href: "/dev/gallery", icon: Palette, title: "galleryTitle", text: "galleryText" },
] as const;

const TILE = "flex flex-col rounded-card border border-line bg-surface p-5 shadow-card sm:p-7";
const ICON = "grid size-10 shrink-0 place-items-center rounded-control bg-primary-soft text-on-primary-soft";

/** Where developers and testers of the demo go next: messages, the API and the command line. */
export function DeveloperTools() {
  const t = useTranslations("home.tools");
  return (
    <section aria-labelledby="tools">
      <h2 id="tools" className="px-5 text-xl sm:px-7">
        {t("title")}
      </h2>
      <ul className="mt-4 grid grid-cols-1 gap-5 md:grid-cols-2 lg:grid-cols-3">
        {LINKS.map(({ href, icon: Icon, title, text }) => (
          <li key={href} className="grid">
            <PageLink href={href} className={`group ${TILE} transition-colors hover:border-primary`}>
              <span className="flex flex-wrap items-center gap-3">
                <span className={ICON}>
                  <Icon aria-hidden className="size-5" />
                </span>
                <span className="flex-1 text-lg font-bold">{t(title)}</span>
                <ArrowRight aria-hidden className="mirror-rtl size-5 text-ink-soft group-hover:text-primary" />
              </span>
              <span className="mt-3 text-sm text-ink-soft">{t(text)}</span>
            </PageLink>
          </li>
        ))}
        <li className={`${TILE} lg:col-span-3`}>
          <span className="flex items-center gap-3">
            <span className={ICON}>
              <SquareTerminal aria-hidden className="size-5" />
            </span>
            <span className="text-lg font-bold">{t("commandsTitle")}</span>
          </span>
          <dl className="mt-3 grid gap-x-8 gap-y-2 text-sm lg:grid-cols-[auto_auto_auto] lg:justify-between">
            {COMMANDS.map(({ command, text }) => (
              <div key={command}>
                <dt className="text-xs text-ink-soft">{t(text)}</dt>
                <dd>
                  <code dir="ltr" className="block text-start font-mono text-xs wrap-anywhere rtl:text-end">
                    {command}
                  </code>
                </dd>
              </div>
            ))}
          </dl>
        </li>
      </ul>
    </section>
  );
}
