import { classNames } from "@/components/ui/class-names";
import { CopyCode } from "./copy-code";

type CodeBlockProps = {
  label: string;
  code: string;
  copy?: boolean;
  /** What comes back or only describes stands lighter than what is sent. */
  calm?: boolean;
};

/** Something to be read or run; its lines wrap rather than scroll sideways. */
export function CodeBlock({ label, code, copy = false, calm = false }: CodeBlockProps) {
  return (
    <div
      className={classNames(
        "relative rounded-control",
        calm ? "border border-line bg-surface text-ink" : "on-panel bg-panel text-on-panel",
      )}
    >
      {/* The first line keeps clear of the button. */}
      <pre className={`p-4 font-mono text-xs break-words whitespace-pre-wrap ${copy ? "pt-12 sm:pt-4 sm:pe-24" : ""}`}>
        <code>{code}</code>
      </pre>
      {copy && <CopyCode label={label} />}
    </div>
  );
}

/** A word of code within a sentence. */
export function Code({ children }: { children: string }) {
  return (
    <code className="rounded-[0.25rem] bg-sunken px-1 py-0.5 font-mono text-[0.8125em] break-words">{children}</code>
  );
}
