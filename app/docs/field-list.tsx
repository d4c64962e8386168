import { type JsonSchema, limitText, typeText } from "./json-schema";

type ListedField = { name: string; schema: JsonSchema; required?: boolean; text?: string };

/** What can be sent: name, type, limits and what it means. */
export function FieldList({ title, fields }: { title: string; fields: ListedField[] }) {
  return (
    <>
      <h4 className="mt-6 text-sm font-bold">{title}</h4>
      <dl className="mt-2 text-sm">
        {fields.map(({ name, schema, required, text = schema.description }) => (
          <div
            key={name}
            className="grid gap-x-5 border-t border-line py-2 first:border-0 sm:grid-cols-[12rem_minmax(0,1fr)]"
          >
            <dt className="min-w-0">
              <code className="font-mono text-xs font-bold break-all">{name}</code>
              {required && <span className="ms-2 text-xs font-semibold text-danger">required</span>}
            </dt>
            <dd className="min-w-0 text-xs text-ink-soft">
              <code className="text-ink">{typeText(schema)}</code>
              {[limitText(schema), text].filter(Boolean).map((note) => (
                <span key={note}> · {note}</span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
