import { Fragment } from "react";
import { CodeBlock } from "./code-block";
import { type JsonSchema, shapeText, typeText } from "./json-schema";

/** Where an answer's shape is to be found: under its name below, or here when it has none. */
export function ShapeNote({ schema }: { schema: JsonSchema }) {
  const parts = schema.anyOf ?? [schema];
  if (parts.every(({ $ref }) => $ref)) {
    return parts.map((part, index) => (
      <Fragment key={part.$ref}>
        {index > 0 && " or "}
        <ShapeLink name={typeText(part)} />
      </Fragment>
    ));
  }
  if (!schema.properties || Object.keys(schema.properties).length === 0) return null;
  return <CodeBlock label="Shape" code={shapeText(schema)} calm />;
}

/** A link to a shape. */
function ShapeLink({ name }: { name: string }) {
  return (
    <a
      href={`#shape-${name}`}
      className="inline-block min-h-6 font-mono text-xs font-semibold text-primary underline underline-offset-4"
    >
      {name}
    </a>
  );
}
