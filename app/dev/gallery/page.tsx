import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { PageTexts } from "@/app/page-texts";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { PageHeader } from "@/components/ui/page-header";
import { PageLink } from "@/components/ui/page-link";
import { getEnv } from "@/lib/platform/env";
import { TierExamples } from "./card-examples";
import { ButtonExamples, CardExamples, FieldExamples, MessageExamples } from "./examples";
import { Section } from "./frame";
import { LiveExamples } from "./live-examples";
import { CHOICES, choiceOf, looksOf } from "./looks";

export const metadata: Metadata = { title: "Gallery" };

const SECTIONS = [
  { id: "buttons", title: "Buttons and links", Examples: ButtonExamples },
  { id: "fields", title: "Fields", Examples: FieldExamples },
  { id: "messages", title: "Messages and states", Examples: MessageExamples },
  { id: "cards", title: "Headers, cards, panels", Examples: CardExamples },
  { id: "tiers", title: "The loyalty card’s tiers", Examples: TierExamples },
  { id: "live", title: "Dialogs, toasts, error summaries", Examples: LiveExamples },
];

type GalleryProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/* A tool for developers, so in English only, with Arabic samples. */
export default async function GalleryPage({ searchParams }: GalleryProps) {
  await headers();
  if (getEnv().APP_MODE === "production") notFound();
  const choice = choiceOf(await searchParams);
  const looks = looksOf(choice);
  return (
    <main
      id={CONTENT_ID}
      tabIndex={-1}
      lang="en"
      dir="ltr"
      className={`mx-auto w-full px-4 py-10 outline-none sm:px-6 ${looks.length > 1 ? "max-w-[120rem]" : "max-w-page"}`}
    >
      <PageHeader
        title="Gallery"
        description="Every primitive of components/ui in its states. A new primitive, or a new state of one, gets its example here."
      />
      <nav aria-label="Themes and directions" className="flex flex-wrap gap-4 text-sm">
        {(["theme", "dir"] as const).flatMap((name) =>
          CHOICES[name].map((value) => (
            <PageLink
              key={name + value}
              href={{ pathname: "/dev/gallery", query: { ...choice, [name]: value } }}
              aria-current={choice[name] === value || undefined}
              className="font-semibold text-primary aria-[current]:underline"
            >
              {name}: {value}
            </PageLink>
          )),
        )}
      </nav>
      <PageTexts of={["loyalty"]}>
        {SECTIONS.map((section) => (
          <Section key={section.id} looks={looks} {...section} />
        ))}
      </PageTexts>
    </main>
  );
}
