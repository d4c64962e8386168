import { getTranslations } from "next-intl/server";

export type FooterLink = { label: string; href: string };

/** What the shop links to from every page; nothing where it links to nothing. */
export async function SiteFooter({ links }: { links: FooterLink[] }) {
  if (links.length === 0) return null;
  const t = await getTranslations("footer");
  return (
    <footer className="border-t border-line pt-4 text-sm print:hidden">
      <nav aria-label={t("label")}>
        <ul className="flex flex-wrap gap-x-6">
          {links.map(({ label, href }) => (
            <li key={href}>
              <a href={href} className="inline-flex min-h-11 items-center text-ink-soft hover:text-ink hover:underline">
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}
