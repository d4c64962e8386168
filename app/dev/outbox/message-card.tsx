import { Eye, EyeOff, Mail, MessageSquareText } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import type { DevMessageRow } from "@/lib/dev-mailbox/store";
import { CopyButton } from "./copy-button";

const TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

type MessageCardProps = {
  message: DevMessageRow;
  /** Whether a mail is shown as HTML too. */
  isOpen: boolean;
  /** Shows it so, or no longer. */
  href: string;
};

/** One SMS or mail as its recipient would read it, the code first. */
export function MessageCard({ message, isOpen, href }: MessageCardProps) {
  const { channel, to, body, html, code, sentAt } = message;
  const isMail = channel === "mail";
  const Icon = isMail ? Mail : MessageSquareText;
  const { subject, text } = isMail ? partMail(body) : { subject: null, text: body };
  return (
    <article className="rounded-card border border-line bg-surface p-5 shadow-card sm:p-6">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-primary-soft text-on-primary-soft">
          <Icon aria-hidden className="size-5" />
        </span>
        <div className="min-w-0 grow">
          <h2 className="text-base break-all">
            <span className="sr-only">{isMail ? "Mail to " : "SMS to "}</span>
            <bdi>{to}</bdi>
          </h2>
          <time dateTime={sentAt.toISOString()} className="text-xs text-ink-soft tabular-nums">
            {TIME.format(sentAt)} UTC
          </time>
        </div>
        {code && (
          <div className="flex items-center gap-3 max-sm:mt-2">
            <strong dir="ltr" className="text-2xl font-extrabold tracking-widest tabular-nums">
              {code}
            </strong>
            <CopyButton text={code} />
          </div>
        )}
      </header>
      <div dir="auto" className="mt-4 grid gap-2 text-sm">
        {subject && <p className="text-base font-semibold">{subject}</p>}
        <p className="break-words whitespace-pre-wrap text-ink-soft">{withLinks(text)}</p>
      </div>
      {html && (
        <div className="mt-4 grid gap-4">
          <ButtonLink
            href={href}
            look="secondary"
            prefetch={false}
            replace
            scroll={false}
            className="justify-self-start"
          >
            {isOpen ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            {isOpen ? "Hide HTML" : "Show HTML"}
          </ButtonLink>
          {isOpen && (
            <iframe
              title={`${subject}, as HTML`}
              srcDoc={html}
              // Without scripts and without our origin; links open in tabs of their own.
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              className="h-160 w-full rounded-control border border-line"
            />
          )}
        </div>
      )}
    </article>
  );
}

/** The first paragraph of a stored mail is its subject. */
function partMail(body: string): { subject: string | null; text: string } {
  const [subject = "", ...paragraphs] = body.split("\n\n");
  return paragraphs.length > 0 ? { subject, text: paragraphs.join("\n\n") } : { subject: null, text: body };
}

function withLinks(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that does not change
        key={index}
        href={part}
        className="font-semibold break-all text-primary underline underline-offset-4"
      >
        {part}
      </a>
    ) : (
      part
    ),
  );
}
