import { Badge } from "@/components/ui/badge";
import { ERRORS } from "@/lib/platform/errors";
import { CodeBlock } from "./code-block";
import { curlText, jsonText } from "./curl";
import { FieldList } from "./field-list";
import { MethodBadge } from "./method-badge";
import type { Operation } from "./reference";
import { SectionHeading } from "./section-heading";
import { ShapeNote } from "./shape-note";
import type { Shapes } from "./shapes";

const PROOFS: Record<Operation["proof"], string> = {
  "token or session": "Token or session",
  signature: "Signature",
  none: "Public",
};

/** One method of one path: what it is for, what it takes, what it answers, and how to call it. */
export function OperationSection({ operation, shapes, shop }: { operation: Operation; shapes: Shapes; shop: string }) {
  const { id, method, path, summary, notes = [], params, query = [], body } = operation;
  const { properties = {}, required = [] } = shapes.bodyOf(operation);
  const places = Object.entries(params).map(([name, { text, values }]) => ({
    name,
    schema: values ? { enum: [...values] } : { type: "string" },
    text,
  }));
  const asked = query.map(({ name, text, schema }) => ({ name, schema: shapes.answerOf(schema), text }));
  const sent = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }));
  const [first] = Object.values(operation.answers).filter(({ example }) => example !== undefined);
  return (
    <section id={id} aria-label={summary} className="scroll-mt-36 border-t border-line py-9 lg:scroll-mt-20">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,29rem)]">
        <div className="min-w-0">
          <SectionHeading id={id} level={3}>
            {summary}
          </SectionHeading>
          <p className="mt-2 flex flex-wrap items-center gap-2.5">
            <MethodBadge method={method} />
            <code className="min-w-0 font-mono text-sm font-semibold break-all">{path}</code>
          </p>
          <Facts operation={operation} />
          {notes.map((note) => (
            <p key={note} className="mt-3 max-w-prose text-sm text-ink-soft">
              {note}
            </p>
          ))}
          {places.length > 0 && <FieldList title="In the path" fields={places} />}
          {asked.length > 0 && <FieldList title="Query" fields={asked} />}
          {body && <FieldList title="Body" fields={sent} />}
          <Answers operation={operation} shapes={shapes} />
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 xl:sticky xl:top-20">
          <CodeBlock label={summary} code={curlText(operation, shop)} copy />
          {first && <CodeBlock label="Answer" code={jsonText(first.example)} calm />}
        </div>
      </div>
    </section>
  );
}

function Facts({ operation: { proof, csrf, errorsAsLists, idempotent, demoOnly, source } }: { operation: Operation }) {
  return (
    <ul aria-label="Facts" className="mt-3 flex flex-wrap gap-1.5">
      <li>
        <Badge tone={proof === "none" ? "neutral" : "positive"}>{PROOFS[proof]}</Badge>
      </li>
      {csrf && proof !== "signature" && (
        <li>
          <Badge>{csrf === "always" && proof === "none" ? "CSRF token" : "CSRF token with a session"}</Badge>
        </li>
      )}
      {idempotent && (
        <li>
          <Badge>Idempotency-Key</Badge>
        </li>
      )}
      {errorsAsLists && (
        <li>
          <Badge>Errors as lists, no codes</Badge>
        </li>
      )}
      {demoOnly && (
        <li>
          <Badge tone="notice">Demo and test only</Badge>
        </li>
      )}
      {source && (
        <li>
          <Badge>Known from: {source}</Badge>
        </li>
      )}
    </ul>
  );
}

function Answers({ operation, shapes }: { operation: Operation; shapes: Shapes }) {
  const { answers, errors, body } = operation;
  const examples = Object.entries(answers).filter(([, { example }]) => example !== undefined);
  return (
    <>
      <h4 className="mt-6 text-sm font-bold">Answers</h4>
      <ul className="mt-2 grid gap-2.5 text-sm">
        {Object.entries(answers).map(([status, { text, schema, example }]) => (
          <li key={status} className="flex gap-3">
            <span className="w-9 shrink-0 font-mono font-bold text-success">{status}</span>
            <div className="min-w-0 text-ink-soft">
              {text} {schema && <ShapeNote schema={shapes.answerOf(schema)} />}
              {example !== undefined && examples[0]?.[0] !== status && (
                <details className="mt-1">
                  <summary className="min-h-6 w-fit text-xs font-semibold text-primary">Example</summary>
                  <div className="mt-2">
                    <CodeBlock label={`${status} of ${operation.summary}`} code={jsonText(example)} calm />
                  </div>
                </details>
              )}
            </div>
          </li>
        ))}
        {(body || errors.length > 0) && (
          <li className="flex gap-3">
            <span className="w-9 shrink-0 font-mono font-bold text-danger">4xx</span>
            <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-xs">
              {body && (
                <li>
                  <ErrorLink href="#errors" status={400} code="fields" />
                </li>
              )}
              {errors.map((code) => (
                <li key={code}>
                  <ErrorLink href={`#error-${code}`} status={ERRORS[code].status} code={code} />
                </li>
              ))}
            </ul>
          </li>
        )}
      </ul>
    </>
  );
}

function ErrorLink({ href, status, code }: { href: string; status: number; code: string }) {
  return (
    <a
      href={href}
      className="inline-block min-h-6 break-all text-ink-soft underline decoration-line-strong underline-offset-4 hover:text-ink"
    >
      <span className="font-mono">{status}</span> {code}
    </a>
  );
}
