"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FullScreenDialog } from "@/components/ui/full-screen-dialog";
import { TextField } from "@/components/ui/text-field";
import type { Look } from "./looks";
import { lookName } from "./looks";
import { samplesOf } from "./samples";

type Opened = "short" | "long" | "screen" | null;

/** Dialogues, each opened by its button; they keep the look of the frame that they are in. */
export function DialogSpecimens({ look }: { look: Look }) {
  const t = samplesOf(look.dir);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="secondary" aria-haspopup="dialog" onClick={() => setOpened("short")}>
        {t.openDialog}
      </Button>
      <Button look="secondary" aria-haspopup="dialog" onClick={() => setOpened("long")}>
        {t.openLong}
      </Button>
      <Button look="secondary" aria-haspopup="dialog" onClick={() => setOpened("screen")}>
        {t.openScreen}
      </Button>
      <Dialog
        open={opened === "short"}
        onClose={close}
        title={t.title}
        closeLabel={t.close}
        actions={
          <>
            <Button look="secondary" onClick={close}>
              {t.other}
            </Button>
            <Button onClick={close}>{t.short}</Button>
          </>
        }
      >
        <p className="mb-5 text-ink-soft">{t.sentence}</p>
        <TextField name={`dialog-${lookName(look)}`} label={t.label} defaultValue={t.value} />
      </Dialog>
      <Dialog open={opened === "long"} onClose={close} title={t.long} closeLabel={t.close}>
        {Array.from({ length: 9 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same paragraph again and again
          <p key={index} className="mb-4 text-ink-soft">
            {t.paragraph}
          </p>
        ))}
      </Dialog>
      <FullScreenDialog open={opened === "screen"} onClose={close} title={t.title} closeLabel={t.close}>
        <p className="my-auto text-center text-lg text-ink-soft">{t.sentence}</p>
      </FullScreenDialog>
    </div>
  );
}
