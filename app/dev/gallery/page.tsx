import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { getEnv } from "@/lib/platform/env";
import { ButtonSpecimens } from "./button-specimens";
import { CardSpecimens } from "./card-specimens";
import { ChoiceLinks } from "./choice-links";
import { ChoiceSpecimens } from "./choice-specimens";
import { ColorSpecimens } from "./color-specimens";
import { DialogSpecimens } from "./dialog-specimens";
import { FieldSpecimens } from "./field-specimens";
import { Section } from "./frame";
import { IconSpecimens } from "./icon-specimens";
import { LoadingSpecimens } from "./loading-specimens";
import { choiceOf, looksOf } from "./looks";
import { MessageSpecimens } from "./message-specimens";
import { MotionSpecimens } from "./motion-specimens";
import { ShapeSpecimens } from "./shape-specimens";
import { StateSpecimens } from "./state-specimens";
import { TypeSpecimens } from "./type-specimens";

export const metadata: Metadata = { title: "Gallery" };

const SECTIONS = [
  { id: "colors", title: "Colours", Specimens: ColorSpecimens },
  { id: "type", title: "Type", Specimens: TypeSpecimens },
  { id: "shape", title: "Spacing, corners, depth", Specimens: ShapeSpecimens },
  { id: "icons", title: "Icons", Specimens: IconSpecimens },
  { id: "motion", title: "Motion", Specimens: MotionSpecimens },
  { id: "buttons", title: "Buttons and links", Specimens: ButtonSpecimens },
  { id: "fields", title: "Fields", Specimens: FieldSpecimens },
  { id: "choices", title: "Choices", Specimens: ChoiceSpecimens },
  { id: "messages", title: "Messages", Specimens: MessageSpecimens },
  { id: "states", title: "Badges, avatars, progress, facts", Specimens: StateSpecimens },
  { id: "cards", title: "Headers, cards, panels", Specimens: CardSpecimens },
  { id: "loading", title: "Loading", Specimens: LoadingSpecimens },
  { id: "dialogs", title: "Dialogues", Specimens: DialogSpecimens },
];

type GalleryProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/* A tool for those who build the store's pages, not for shoppers: in English only, with Arabic samples. */
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
        description="Every primitive of components/ui in every state, and the tokens they are made of. A new primitive, or a new state of one, gets its specimen here."
      />
      <ChoiceLinks choice={choice} />
      <nav aria-label="Sections" className="mt-4">
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {SECTIONS.map(({ id, title }) => (
            <li key={id}>
              <TextLink href={`#${id}`}>{title}</TextLink>
            </li>
          ))}
        </ul>
      </nav>
      {SECTIONS.map(({ id, title, Specimens }) => (
        <Section key={id} id={id} title={title} looks={looks} show={(look) => <Specimens look={look} />} />
      ))}
    </main>
  );
}
