import type { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import {
  type ExpectedResponse,
  expectedResponses,
  isIdempotent,
  needsCsrfToken,
  problemResponse,
} from "@/lib/platform/http/declared-responses";
import { PROBLEM_TYPE, toErrorResponse } from "@/lib/platform/http/error-response";
import { ALWAYS, HEADERS, PARAMETERS, SECURITY_SCHEMES } from "@/lib/platform/http/openapi-components";
import { type Annotate, convertSchemas, type JsonSchema, type Schemas } from "@/lib/platform/http/openapi-schemas";
import { type RouteMeta, routeMetaOf, takesKeys } from "@/lib/platform/http/route-meta";
import packageJson from "@/package.json" with { type: "json" };

/* The OpenAPI 3.1 document, generated from what handlers declare and their schemas' `.meta()`. */

export type OpenApiSection = {
  name: string;
  description: string;
  /** Route modules by documented path, dynamic parts in braces; loaded on demand. */
  endpoints: Record<string, () => Promise<object>>;
};

type Operation = {
  method: string;
  path: string;
  section: string;
  meta: RouteMeta;
  expected: Map<number, ExpectedResponse>;
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export type OpenApi = Awaited<ReturnType<typeof createOpenApi>>;

/** What we send to others: by type, its schema and what it says. */
export type OpenApiMessages = Record<string, { schema: z.ZodObject; description: string }>;

/** @param description of the API, in Markdown @param annotate what only this shop knows */
export async function createOpenApi(
  sections: readonly OpenApiSection[],
  messages: OpenApiMessages,
  description: string,
  annotate: Annotate = () => {},
) {
  const operations = (await Promise.all(sections.map(loadOperations))).flat();
  const sent = Object.values(messages).map(({ schema }) => schema);
  const schemas = convertSchemas([...operations.flatMap(schemasOf), ...sent, problemResponse], annotate);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const method = operation.method.toLowerCase();
    paths[operation.path] = { ...paths[operation.path], [method]: describeOperation(operation, schemas) };
  }
  return {
    openapi: "3.1.1" as const,
    info: {
      title: "Storefront account API",
      version: packageJson.version,
      description,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: [
      ...sections.map(({ name, description: about }) => ({ name, description: about })),
      { name: "Webhooks", description: "What the shop posts to the addresses that its back office names." },
    ],
    paths,
    webhooks: Object.fromEntries(
      Object.entries(messages).map(([type, message]) => [type, { post: describeMessage(type, message, schemas) }]),
    ),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      parameters: PARAMETERS,
      headers: usedIn(paths, HEADERS),
      schemas: schemas.named,
    },
  };
}

/** The components that the paths refer to. */
function usedIn<Component>(paths: object, components: Record<string, Component>): Record<string, Component> {
  const text = JSON.stringify(paths);
  return Object.fromEntries(Object.entries(components).filter(([name]) => text.includes(`/headers/${name}"`)));
}

/** Every operation of a section, with all that it may answer. */
export async function loadOperations({ name, endpoints }: OpenApiSection): Promise<Operation[]> {
  const loaded = Object.entries(endpoints).map(async ([path, load]) => {
    const handlers = (await load()) as Record<string, object | undefined>;
    return METHODS.flatMap((method) => {
      const meta = routeMetaOf(handlers[method] ?? {});
      return meta ? [{ method, path, section: name, meta, expected: expectedResponses(method, meta) }] : [];
    });
  });
  return (await Promise.all(loaded)).flat();
}

function schemasOf({ meta: { body, signedBody, params, query }, expected }: Operation): z.ZodType[] {
  const declared = [body, signedBody, params, query, ...[...expected.values()].map(({ schema }) => schema)];
  return declared.filter((schema) => schema !== undefined);
}

function describeOperation({ method, path, section, meta, expected }: Operation, schemas: Schemas) {
  const { summary, description, params, query, body, signedBody } = meta;
  const taken = body ?? signedBody;
  return {
    operationId: operationIdOf(method, path),
    tags: [section],
    summary,
    ...describedBy(description, meta.auth),
    ...(meta.deprecated && { deprecated: true }),
    security: securityOf(method, meta),
    parameters: [
      ...(params ? parametersOf("path", schemas.of(params)) : []),
      ...(query ? parametersOf("query", schemas.of(query)) : []),
      ...sharedParametersOf(method, meta, expected),
    ],
    ...(taken && { requestBody: describeBody(taken, schemas, { isSigned: Boolean(signedBody) }) }),
    responses: Object.fromEntries(
      [...expected].map(([status, response]) => [status, describeResponse(status, response, schemas, meta)]),
    ),
  };
}

/** By Standard Webhooks, which a receiver's library verifies. */
function describeMessage(type: string, { schema, description }: OpenApiMessages[string], schemas: Schemas) {
  return {
    operationId: `receive${operationIdOf("", type)}`,
    tags: ["Webhooks"],
    summary: type,
    description,
    security: [{ webhook: [] }],
    parameters: ["WebhookId", "WebhookTimestamp"].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: {
      required: true,
      content: { "application/json": { schema: schemas.of(schema), example: schemas.exampleOf(schema) } },
    },
    responses: {
      "2XX": { description: "Taken. Anything else is tried again for a day." },
      "410": { description: "No longer wanted: nothing more is sent." },
    },
  };
}

function describedBy(description: string | undefined, auth: RouteMeta["auth"]): { description?: string } {
  const scope = typeof auth === "object" ? `Scope: \`${auth.admin}\`.` : undefined;
  const text = [description, scope].filter(Boolean).join("\n\n");
  return text === "" ? {} : { description: text };
}

/** `PATCH /users/profile/` → `patchUsersProfile`. */
function operationIdOf(method: string, path: string): string {
  const words = path.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
}

function securityOf(method: string, meta: RouteMeta): object[] {
  if (meta.signedBody) return [{ signature: [] }];
  const csrf = needsCsrfToken(method, meta) ? { csrf: [] } : {};
  if (typeof meta.auth === "object") return [{ adminKey: [] }];
  if (meta.auth === "customer") return [{ token: [] }, { session: [], ...csrf }];
  return meta.csrf === "signed-in" ? [{}, { session: [], ...csrf }] : [csrf];
}

function parametersOf(place: "path" | "query", { properties = {}, required }: JsonSchema): object[] {
  return Object.entries(properties).map(([name, { description, examples, ...schema }]) => ({
    name,
    in: place,
    required: place === "path" || (required ?? []).includes(name),
    ...(typeof description === "string" && { description }),
    schema,
    ...(examples && { example: examples[0] }),
  }));
}

function sharedParametersOf(method: string, meta: RouteMeta, expected: Map<number, ExpectedResponse>): object[] {
  const names: (keyof typeof PARAMETERS)[] = ["AcceptLanguage"];
  if (isIdempotent(method, meta)) names.push("IdempotencyKey");
  if (expected.has(412)) names.push("IfMatch");
  if (expected.has(304)) names.push("IfNoneMatch");
  if (takesKeys(meta)) names.push("Prefer");
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function describeBody(schema: z.ZodObject, schemas: Schemas, { isSigned }: { isSigned: boolean }) {
  const json = schemas.of(schema);
  const { examples, ...content } = json;
  const example = { example: examples?.[0] };
  // The signature covers JSON as sent.
  if (isSigned) return { required: true, content: { "application/json": { schema: content, ...example } } };
  const hasFile = JSON.stringify(json).includes('"binary"');
  return {
    required: (json.required ?? []).length > 0,
    content: {
      "application/json": { schema: content, ...example },
      "application/x-www-form-urlencoded": { schema: content },
      ...(hasFile && { "multipart/form-data": { schema: content } }),
    },
  };
}

function describeResponse(
  status: number,
  { description, type, schema, headers, codes }: ExpectedResponse,
  schemas: Schemas,
  meta: RouteMeta,
) {
  const examples =
    codes.length > 0 ? { examples: errorExamples(codes, meta) } : schema && { example: schemas.exampleOf(schema) };
  const content = { ...(schema && { schema: schemas.of(schema) }), ...examples };
  const problem = { schema: schemas.of(problemResponse) };
  return {
    description,
    headers: Object.fromEntries([...headers, ALWAYS].map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    ...(type && {
      content: { [type.split(";")[0] ?? type]: content, ...(status >= 400 && { [PROBLEM_TYPE]: problem }) },
    }),
  };
}

/** Placeholders stand for themselves, except where a number decides the wording. */
const VALUES = {
  seconds: 30,
  max: 10,
  scope: "{scope}",
  segment: "{segment}",
  user: "{user}",
  phone: "{phone}",
  sms_allowed: "{sms_allowed}",
  email_allowed: "{email_allowed}",
  call_allowed: "{call_allowed}",
  email: "{email}",
};

function errorExamples(
  codes: readonly ErrorCode[],
  { errorShape }: Pick<RouteMeta, "errorShape">,
): Record<string, { value: unknown }> {
  const requestId = "8f14e45f-ceea-467f-9575-0c3a1f8d2b6e";
  return Object.fromEntries(
    codes.map((code) => {
      const error = new AppError(code, { values: VALUES });
      return [code, { value: toErrorResponse(error, { language: "en", requestId, shape: errorShape }).body }];
    }),
  );
}
