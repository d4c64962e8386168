import { FileJson } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { toolsGroup } from "@/app/docs/endpoints/tools";
import { SiteHeader } from "@/components/layout/site-header";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { ButtonLink } from "@/components/ui/button";
import { TideLines } from "@/components/ui/tide-lines";
import { getEnv } from "@/lib/platform/env";
import { CodeBlock } from "./code-block";
import { Contents, type ContentsGroup } from "./contents";
import { GUIDE, Guide } from "./guide";
import { shapeText } from "./json-schema";
import { OperationSection } from "./operation-section";
import { GROUPS, loadReference, type ReferenceGroup } from "./reference";
import { SectionHeading } from "./section-heading";
import { type Shapes, shapesOf } from "./shapes";

export const metadata: Metadata = {
  title: "API reference",
  description: "Every endpoint of the account API, read off the handlers themselves.",
};

let made: Promise<{ all: ReferenceGroup[]; shapes: Shapes }> | undefined;

/** Made once, on the first visit. */
function reference() {
  made ??= loadReference([...GROUPS, toolsGroup]).then((all) => ({ all, shapes: shapesOf(all) }));
  return made;
}

/* For developers: in English only, whatever the language of the pages. */
export default async function DocsPage() {
  await headers();
  const { APP_URL: shop, APP_MODE: mode } = getEnv();
  const isDemo = mode !== "production";
  const { all, shapes } = await reference();
  const groups = all.map((group) => ({
    ...group,
    operations: group.operations.filter(({ demoOnly }) => isDemo || !demoOnly),
  }));
  const contents: ContentsGroup[] = [
    { id: "start", title: "Guide", entries: [...GUIDE] },
    ...groups.map(({ id, title, operations }) => ({
      id,
      title,
      entries: operations.map(({ id: operation, summary, method, path }) => ({
        id: operation,
        text: summary,
        method,
        path,
      })),
    })),
    {
      id: "shapes",
      title: "Shapes",
      entries: Object.keys(shapes.named).map((name) => ({ id: `shape-${name}`, text: name })),
    },
  ];
  return (
    <>
      <SiteHeader wide />
      <div
        lang="en"
        dir="ltr"
        className="mx-auto max-w-[90rem] px-4 pb-20 sm:px-6 lg:grid lg:grid-cols-[17rem_minmax(0,1fr)] lg:gap-x-10"
      >
        <Contents groups={contents} />
        <main id={CONTENT_ID} tabIndex={-1} className="min-w-0 pt-4 outline-none sm:pt-6">
          <header className="on-panel relative isolate mb-4 overflow-hidden rounded-card bg-panel bg-evening px-6 py-10 text-on-panel sm:px-10 sm:py-14">
            <TideLines />
            <div className="relative max-w-prose">
              <h1 className="text-3xl font-extrabold">API reference</h1>
              <p className="mt-3 text-on-panel-soft">
                Profile, segments, loyalty card and sign-in over HTTP. What you read here is read off the handlers and
                their schemas: it cannot promise anything else than they do.
              </p>
              <ButtonLink look="panel-quiet" href="/api/openapi.json" prefetch={false} className="mt-6">
                <FileJson aria-hidden className="size-4.5" />
                OpenAPI 3.1
              </ButtonLink>
            </div>
          </header>
          <Guide shop={shop} isDemo={isDemo} />
          {groups.map(({ id, title, text, operations }) => (
            <section
              key={id}
              id={id}
              aria-label={title}
              className="scroll-mt-36 border-t-2 border-ink pt-9 lg:scroll-mt-16"
            >
              <SectionHeading id={id} level={2}>
                {title}
              </SectionHeading>
              <p className="mt-2 mb-7 max-w-prose text-ink-soft">{text}</p>
              {operations.map((operation) => (
                <OperationSection key={operation.id} operation={operation} shapes={shapes} shop={shop} />
              ))}
            </section>
          ))}
          <ShapesSection shapes={shapes} />
        </main>
      </div>
    </>
  );
}

function ShapesSection({ shapes }: { shapes: Shapes }) {
  return (
    <section id="shapes" aria-label="Shapes" className="scroll-mt-36 border-t-2 border-ink pt-9 lg:scroll-mt-16">
      <SectionHeading id="shapes" level={2}>
        Shapes
      </SectionHeading>
      <p className="mt-2 mb-7 max-w-prose text-ink-soft">
        What answers are made of. Instants are UTC with six decimals, days YYYY-MM-DD. More keys may come.
      </p>
      <ul className="gap-6 md:columns-2 2xl:columns-3">
        {Object.entries(shapes.named).map(([name, shape]) => (
          <li key={name} id={`shape-${name}`} className="mb-6 scroll-mt-36 break-inside-avoid lg:scroll-mt-20">
            <h3 className="mb-1.5 font-mono text-sm">{name}</h3>
            <CodeBlock label={name} code={shapeText(shape)} calm />
          </li>
        ))}
      </ul>
    </section>
  );
}
