import { z } from "zod";
import type { OpenApi } from "@/lib/platform/http/openapi";
import type { JsonSchema } from "@/lib/platform/http/openapi-schemas";
import { routeMetaOf } from "@/lib/platform/http/route-meta";
import { violationOf } from "@/lib/testing/declared-responses";
import type { FuzzOperation, Rendered } from "@/lib/testing/fuzz-wire";
import type { RawAnswer } from "@/lib/testing/raw-http";

/* Judges an answer by the OpenAPI document: no 5xx, nothing that is not declared. */

export type Fault = { kind: string; detail: string };

/** A path's file and handlers. */
export type FoundRoute = { file: string; module: Record<string, object | undefined> };

type DocumentOperation = {
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  parameters: { name?: string; in?: string; schema?: JsonSchema }[];
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
};

export function operationsOf({ paths, components }: OpenApi): FuzzOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { requestBody, parameters } = described as DocumentOperation;
      const schema = requestBody?.content["application/json"]?.schema ?? {};
      const { properties = {} } = schema.$ref
        ? ((components.schemas[schema.$ref.split("/").at(-1) ?? ""] as JsonSchema) ?? {})
        : schema;
      return {
        method: method.toUpperCase(),
        path,
        parameters: parameters.filter((parameter) => parameter.name) as FuzzOperation["parameters"],
        fields: properties,
        isSigned: path === "/loyalty-card/events/",
      };
    }),
  );
}

/** @returns what is wrong with an answer, or null */
export function createAnswerJudge(document: OpenApi) {
  const documented = new Map<string, Record<string, DocumentOperation>>(
    Object.entries(document.paths).map(([path, methods]) => [fileOf(path), methods as never]),
  );
  const schemas = new Map<JsonSchema, z.ZodType>();

  function zodOf(schema: JsonSchema): z.ZodType {
    const known = schemas.get(schema);
    if (known) return known;
    const $defs = document.components.schemas;
    const selfContained = JSON.stringify({ ...schema, $defs }).replaceAll("#/components/schemas/", "#/$defs/");
    const made = z.fromJSONSchema(JSON.parse(selfContained));
    schemas.set(schema, made);
    return made;
  }

  return function faultOf(answer: RawAnswer, rendered: Rendered, route: FoundRoute | null): Fault | null {
    const { status, headers, body } = answer;
    const text = body.toString();
    if (status >= 500) return { kind: `answered ${status}`, detail: text };
    if (!route) return null;
    if (headers.getSetCookie().length > 2) return { kind: "more cookies than session and device", detail: "" };
    const { method } = rendered;
    const isJson = /^application\/(?:problem\+)?json$/.test(headers.get("content-type") ?? "");
    let json: unknown = text;
    try {
      if (isJson && text !== "") json = JSON.parse(text);
    } catch {
      return { kind: "JSON that does not parse", detail: text };
    }
    const handler = route.module[method];
    const meta = handler && routeMetaOf(handler);
    const operation = documented.get(route.file)?.[(method === "HEAD" ? "GET" : method).toLowerCase()];
    if (method === "OPTIONS") return status === 204 ? null : { kind: `OPTIONS answered ${status}`, detail: text };
    if (!meta || !operation) {
      // An empty part leaves a path that nothing answers.
      const isRefused = status === 404 || (status === 405 && headers.has("allow"));
      return isRefused ? null : { kind: `no operation, answered ${status}`, detail: text };
    }
    const violation = violationOf(method === "HEAD" ? "GET" : method, meta, { status, headers, body: json });
    if (violation) return { kind: `${status} with ${violation.replaceAll(/\s+/g, " ")}`, detail: text.slice(0, 2000) };
    const declared = operation.responses[status]?.content?.[headers.get("content-type") ?? ""]?.schema;
    if (!declared || !isJson || text === "") return null;
    const { error } = zodOf(declared).safeParse(json);
    return error ? { kind: `${status} unlike the document`, detail: `${z.prettifyError(error)} ${text}` } : null;
  };
}

export const folderOf = (path: string) =>
  path
    .replace(/^\/(?:api\/)?/, "")
    .replace(/\/$/, "")
    .replaceAll(/\{(\w+)\}/g, "[$1]");
const fileOf = (path: string) => `app/api/${folderOf(path)}/route.ts`;
