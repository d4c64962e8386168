import { englishText } from "@/app/docs/error-texts";
import type { JsonSchema } from "@/app/docs/json-schema";
import { GROUPS, loadReference, type Operation, type ReferenceGroup } from "@/app/docs/reference";
import { pascal, type Shapes, shapesOf } from "@/app/docs/shapes";
import { ERRORS, type ErrorCode } from "@/lib/platform/errors";
import { LANGUAGES } from "@/lib/platform/i18n/languages";

/** An OpenAPI document, as far as we need to know it to write it. */
export type OpenApi = {
  openapi: "3.1.1";
  info: Record<string, unknown>;
  servers: { url: string }[];
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, JsonSchema>; [other: string]: unknown };
  [other: string]: unknown;
};

const SECURITY_SCHEMES = {
  token: { type: "apiKey", in: "header", name: "Authorization", description: "`Token <key>`; no CSRF token needed." },
  session: { type: "apiKey", in: "cookie", name: "osessionid" },
  csrf: {
    type: "apiKey",
    in: "header",
    name: "X-CSRFToken",
    description: "Equal to the cookie `csrftoken`, from GET /csrf_token/.",
  },
  signature: { type: "apiKey", in: "header", name: "X-Signature", description: "`t=<seconds>,v1=<HMAC-SHA-256>`" },
} as const;

type Requirement = Partial<Record<keyof typeof SECURITY_SCHEMES, never[]>>;

const texts = { type: "array", items: { type: "string" } } as const;
const ERROR_SCHEMAS: Record<string, JsonSchema> = {
  Refusal: { type: "object", properties: { detail: { type: "string" } }, required: ["detail"] },
  CodedRefusal: {
    type: "object",
    properties: {
      non_field_errors: { type: "string" },
      error_code: { type: "string", enum: codesOfShape("coded") },
    },
    required: ["non_field_errors", "error_code"],
  },
  FieldErrors: { type: "object", description: "Every faulty field at once.", additionalProperties: texts },
  ErrorLists: { type: "object", description: "Every text in a list, and no codes.", additionalProperties: texts },
  Failure: {
    type: "object",
    properties: { detail: { type: "string" }, request_id: { type: "string" } },
    required: ["detail", "request_id"],
  },
};

function codesOfShape(shape: "coded" | "detail"): ErrorCode[] {
  return (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ERRORS[code].shape === shape);
}

let made: Promise<Omit<OpenApi, "servers">> | undefined;

/**
 * The API as an OpenAPI 3.1 document. All but the server is made once, on first use.
 *
 * @param serverUrl where the store is, without a slash at the end
 */
export async function openApi(serverUrl: string): Promise<OpenApi> {
  made ??= loadReference(GROUPS).then(documentOf);
  const { openapi, info, ...rest } = await made;
  return { openapi, info, servers: [{ url: serverUrl }], ...rest } as OpenApi;
}

function documentOf(groups: ReferenceGroup[]): Omit<OpenApi, "servers"> {
  const shapes = shapesOf(groups);
  const paths: OpenApi["paths"] = {};
  for (const group of groups) {
    for (const operation of group.operations) {
      paths[operation.path] ??= {};
      Object.assign(paths[operation.path] ?? {}, {
        [operation.method.toLowerCase()]: operationOf(operation, group, shapes),
      });
    }
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Storefront account API",
      version: "1.0.0",
      description: "Every path answers with and without its trailing slash; those without /api answer below it too.",
      license: { name: "MIT", identifier: "MIT" },
    },
    tags: groups.map(({ title, text }) => ({ name: title, description: text })),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      parameters: {
        AcceptLanguage: {
          name: "Accept-Language",
          in: "header",
          description: `Language of texts: ${LANGUAGES.join(", ")}.`,
          schema: { type: "string" },
        },
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          description: "A name of the caller's own: sent again within a day, the request gets its first answer.",
          schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
        },
      },
      schemas: { ...shapes.named, ...shapes.bodies, ...ERROR_SCHEMAS },
    },
  };
}

function operationOf(operation: Operation, group: ReferenceGroup, shapes: Shapes) {
  const { id, summary, notes, params, query = [], body, idempotent } = operation;
  const name = pascal(id);
  return {
    operationId: name.charAt(0).toLowerCase() + name.slice(1),
    tags: [group.title],
    summary,
    ...(notes && { description: notes.join("\n\n") }),
    security: securityOf(operation),
    parameters: [
      ...Object.entries(params).map(([param, { text, example, values }]) => ({
        name: param,
        in: "path",
        required: true,
        description: text,
        schema: values ? { type: "string", enum: values } : { type: "string" },
        example,
      })),
      ...query.map(({ name: param, text, schema }) => ({
        name: param,
        in: "query",
        description: text,
        schema: shapes.answerOf(schema),
      })),
      { $ref: "#/components/parameters/AcceptLanguage" },
      ...(idempotent ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ],
    ...(body && { requestBody: requestBodyOf(operation, shapes) }),
    responses: { ...answersOf(operation, shapes), ...refusalsOf(operation) },
  };
}

function securityOf({ proof, csrf }: Operation): Requirement[] {
  if (proof === "signature") return [{ signature: [] }];
  const forged = csrf === "always" ? { csrf: [] } : {};
  if (proof === "token or session") return [{ token: [] }, { session: [], ...forged }];
  return csrf === "when signed in" ? [{}, { session: [], csrf: [] }] : [forged];
}

function requestBodyOf(operation: Operation, shapes: Shapes) {
  const content = { schema: { $ref: `#/components/schemas/${shapes.bodyNameOf(operation)}` } };
  const example = operation.request && { example: operation.request };
  // A signature is over JSON as it was sent.
  if (operation.proof === "signature")
    return { required: true, content: { "application/json": { ...content, ...example } } };
  return {
    required: (shapes.bodyOf(operation).required ?? []).length > 0,
    content: {
      "application/json": { ...content, ...example },
      "application/x-www-form-urlencoded": content,
      ...(hasFile(shapes.bodyOf(operation)) && { "multipart/form-data": content }),
    },
  };
}

function hasFile({ properties = {} }: JsonSchema): boolean {
  return Object.values(properties).some(({ anyOf = [] }) => anyOf.some(({ format }) => format === "binary"));
}

function answersOf({ answers }: Operation, shapes: Shapes) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { text, schema, example }]) => [
      status,
      {
        description: text,
        ...(schema && {
          content: {
            "application/json": { schema: shapes.answerOf(schema), ...(example !== undefined && { example }) },
          },
        }),
      },
    ]),
  );
}

function refusalsOf({ body, path, errors, errorsAsLists }: Operation) {
  const refusal = (description: string, schema: string) => ({
    description,
    content: {
      "application/json": { schema: { $ref: `#/components/schemas/${errorsAsLists ? "ErrorLists" : schema}` } },
    },
  });
  const responses: Record<string, unknown> = {};
  if (body || path.includes("/reset/")) responses["400"] = refusal("Faulty fields.", "FieldErrors");
  for (const code of [...errors, "unavailable" as const]) {
    const { status, shape } = ERRORS[code];
    const same = [...errors, "unavailable" as const].filter((other) => ERRORS[other].status === status);
    const description = same.map((other) => `${other}: ${englishText(other)}`).join("\n");
    responses[status] ??= refusal(description, shape === "coded" ? "CodedRefusal" : "Refusal");
  }
  responses["500"] = refusal("A fault of ours; the id finds it in the log.", errorsAsLists ? "ErrorLists" : "Failure");
  return responses;
}
