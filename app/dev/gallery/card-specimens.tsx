import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { TideLines } from "@/components/ui/tide-lines";
import { State } from "./frame";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";

/** What pages are made of: their head, cards and the dark panel. Regions are named by their look, to tell them apart. */
export function CardSpecimens({ look }: { look: Look }) {
  const t = samplesOf(look.dir);
  const named = (text: string) => (
    <>
      {text}
      <span className="sr-only">, {lookName(look)}</span>
    </>
  );
  return (
    <>
      <State name="page header: with a description, with a lead">
        <PageHeader heading="h2" title={t.title} description={t.sentence} />
        <PageHeader
          heading="h2"
          title={t.name}
          description={t.since}
          lead={<Avatar size="medium" src={null} name={t.name} />}
        />
      </State>
      <State name="card">
        <Card title={named(t.title)}>
          <p>{t.sentence}</p>
        </Card>
      </State>
      <State name="with a description and an aside">
        <Card title={named(t.legend)} description={t.sentence} aside={<TextLink href="#cards">{t.link}</TextLink>}>
          <Button look="secondary">{t.short}</Button>
        </Card>
      </State>
      <State name="long title, badge aside">
        <Card title={named(t.long)} description={t.paragraph} aside={<Badge tone="positive">{t.badge}</Badge>}>
          <p>{t.sentence}</p>
        </Card>
      </State>
      <State name="title beside the content on wide screens">
        <Card title={named(t.short)} description={t.sentence} beside>
          <p>{t.paragraph}</p>
        </Card>
      </State>
      <State name="panel with the tide, with the sun, and a light one">
        <div className="grid gap-4">
          {[false, true].map((sun) => (
            <div
              key={String(sun)}
              className="on-panel relative isolate overflow-hidden rounded-card bg-panel bg-evening p-6 text-on-panel [--sea:50%] sm:p-8"
            >
              <TideLines sun={sun} />
              <div className="relative max-w-sm">
                <p className="text-xl font-bold">{t.title}</p>
                <p className="mt-2 text-sm text-on-panel-soft">{t.sentence}</p>
              </div>
            </div>
          ))}
          <div className="relative isolate overflow-hidden rounded-card border border-primary/20 bg-primary-soft p-6 sm:p-8">
            <TideLines tone="soft" />
            <div className="relative max-w-sm">
              <p className="text-xl font-bold">{t.title}</p>
              <p className="mt-2 text-sm text-on-primary-soft">{t.sentence}</p>
            </div>
          </div>
        </div>
      </State>
    </>
  );
}
