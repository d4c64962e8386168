import { PackageOpen } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ToastProvider } from "@/components/ui/toast";
import { State } from "./frame";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";
import { SummarySpecimen } from "./summary-specimen";
import { ToastSpecimen } from "./toast-specimen";

/** What the page says by itself: messages, faults, toasts, and that there is nothing. */
export function MessageSpecimens({ look }: { look: Look }) {
  const t = samplesOf(look.dir);
  return (
    <>
      {(["danger", "notice"] as const).map((tone) => (
        <State key={tone} name={`${tone}: with a title, without, long`}>
          <div className="grid gap-3">
            <Alert tone={tone} title={t.general}>
              {t.sentence}
            </Alert>
            <Alert tone={tone}>{t.general}</Alert>
            <Alert tone={tone} title={t.long}>
              {t.paragraph}
            </Alert>
          </div>
        </State>
      ))}
      <State name="error summary: takes the focus, names the page “Error: …”, links to the fields">
        <SummarySpecimen
          name={`summed-up-${lookName(look)}`}
          label={t.label}
          error={t.error}
          general={t.general}
          title={t.summary}
          titlePrefix={t.titlePrefix}
          button={t.showSummary}
        />
      </State>
      <State name="toast: over the page for six seconds, longer while it is read">
        <ToastProvider closeLabel={t.close}>
          <ToastSpecimen button={t.openToast} text={t.done} />
        </ToastProvider>
      </State>
      <State name="empty state: with text and actions, with its title alone">
        <div className="grid gap-4">
          <EmptyState
            icon={PackageOpen}
            title={t.empty}
            level={3}
            actions={<ButtonLink href="#messages">{t.link}</ButtonLink>}
          >
            {t.emptyText}
          </EmptyState>
          <EmptyState icon={PackageOpen} title={t.empty} level={3} />
        </div>
      </State>
    </>
  );
}
