import type { z } from "zod";
import { SCHEMA_NAMES } from "@/app/docs/answers";
import { type JsonSchema, jsonSchemas } from "@/app/docs/json-schema";
import type { Operation, ReferenceGroup } from "@/app/docs/reference";

/** The JSON Schemas of everything that is sent and answered. */
export type Shapes = {
  /** By the names that readers know them by. */
  named: Record<string, JsonSchema>;
  bodies: Record<string, JsonSchema>;
  bodyNameOf(operation: Operation): string;
  bodyOf(operation: Operation): JsonSchema;
  /** The shape of an answer: one that has a name is referred to by it. */
  answerOf(schema: z.ZodType): JsonSchema;
};

/** Makes the schemas of all operations at once, so that they refer to each other. */
export function shapesOf(groups: ReferenceGroup[]): Shapes {
  const operations = groups.flatMap((group) => group.operations);
  const bodies = new Map<z.ZodType, string>();
  const answers = new Map<z.ZodType, string>();
  for (const operation of operations) {
    if (operation.body && !bodies.has(operation.body)) bodies.set(operation.body, `${pascal(operation.id)}Body`);
    for (const { schema } of Object.values(operation.answers)) if (schema) answers.set(schema, "");
  }
  const used = new Map<z.ZodType, string>(SCHEMA_NAMES);
  for (const schema of answers.keys()) if (!used.has(schema)) used.set(schema, `Choice${used.size}`);
  const out = jsonSchemas(used, "output");
  const into = jsonSchemas(bodies, "input");
  const bodyNameOf = ({ body }: Operation) => (body && bodies.get(body)) ?? "";
  return {
    named: Object.fromEntries([...SCHEMA_NAMES.values()].map((name) => [name, out[name] ?? {}])),
    bodies: into,
    bodyNameOf,
    bodyOf: (operation) => into[bodyNameOf(operation)] ?? {},
    answerOf: (schema) => {
      const name = SCHEMA_NAMES.get(schema);
      return name ? { $ref: `#/components/schemas/${name}` } : (out[used.get(schema) ?? ""] ?? {});
    },
  };
}

/** `patch-users-profile` → `PatchUsersProfile`. */
export function pascal(id: string): string {
  return id.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
