import { ArrowRight, Pencil, Plus, Trash2 } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextLink } from "@/components/ui/text-link";
import { TideLines } from "@/components/ui/tide-lines";
import { Focused, State, States } from "./frame";
import type { Look } from "./looks";
import { samplesOf } from "./samples";

const REMOVING = new Set(["danger", "destructive"]);

const ROW = "flex flex-wrap items-center gap-2";

/** Buttons, links that look like them, buttons that are only an icon, and links in a text. */
export function ButtonSpecimens({ look }: { look: Look }) {
  const t = samplesOf(look.dir);
  return (
    <>
      {(["primary", "secondary", "quiet", "danger", "destructive"] as const).map((kind) => (
        <State key={kind} name={`${kind}: default, focus, busy, disabled, with icon`}>
          <div className={ROW}>
            <Button look={kind}>{t.short}</Button>
            <Focused>
              <Button look={kind}>{t.short}</Button>
            </Focused>
            <Button look={kind} pending>
              {t.short}
            </Button>
            <Button look={kind} disabled>
              {t.short}
            </Button>
            <Button look={kind}>
              {REMOVING.has(kind) ? <Trash2 aria-hidden /> : <Plus aria-hidden />}
              {REMOVING.has(kind) ? t.remove : t.short}
            </Button>
          </div>
        </State>
      ))}
      <State name="panel, panel-quiet: default, focus, busy, disabled">
        <div className="on-panel relative isolate overflow-hidden rounded-card bg-panel p-4 text-on-panel">
          <TideLines />
          {(["panel", "panel-quiet"] as const).map((kind) => (
            <div key={kind} className={`${ROW} relative mb-3 last:mb-0`}>
              <Button look={kind}>{t.short}</Button>
              <Focused panel>
                <Button look={kind}>{t.short}</Button>
              </Focused>
              <Button look={kind} pending>
                {t.short}
              </Button>
              <Button look={kind} disabled>
                {t.short}
              </Button>
            </div>
          ))}
        </div>
      </State>
      <States>
        <State name="large, for the one thing to do">
          <ButtonLink href="#buttons" className="min-h-12 px-7 text-base">
            {t.link}
            <ArrowRight aria-hidden className="mirror-rtl" />
          </ButtonLink>
        </State>
        <State name="long text, in half a phone">
          <div className="max-w-44">
            <Button className="w-full">{t.long}</Button>
          </div>
        </State>
        <State name="only an icon: default, focus, disabled">
          <div className={ROW}>
            <IconButton aria-label={t.short}>
              <Pencil aria-hidden />
            </IconButton>
            <Focused>
              <IconButton aria-label={t.short}>
                <Pencil aria-hidden />
              </IconButton>
            </Focused>
            <IconButton aria-label={t.short} disabled>
              <Pencil aria-hidden />
            </IconButton>
          </div>
        </State>
        <State name="link: alone, focus">
          <div className="flex flex-wrap gap-4">
            <TextLink href="#buttons">{t.link}</TextLink>
            <Focused>
              <TextLink href="#buttons">{t.link}</TextLink>
            </Focused>
          </div>
        </State>
      </States>
    </>
  );
}
