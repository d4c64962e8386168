/*
 * Requests described by configuration: placeholders in an address or a body, filled in so that a message stays a value.
 */

export type Escaping = "json" | "form" | "xml" | "none";

/** `code` is null in a message without one. */
type TemplateMessage = { to: string; text: string; code: string | null };

const PLACEHOLDER = /\{(to|to_digits|text|code)\}/g;

/** JSON when the headers name none. */
export function contentTypeOf(headers: Record<string, string>): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "application/json";
}

/** @returns null for a type we cannot escape for, or another encoding than UTF-8 */
export function escapingOf(contentType: string): Escaping | null {
  const [type = "", ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  if (charset && !/^charset="?utf-8"?$/.test(charset)) return null;
  if (/[/+]json$/.test(type)) return "json";
  if (/[/+]xml$/.test(type)) return "xml";
  if (type === "application/x-www-form-urlencoded") return "form";
  return type === "text/plain" ? "none" : null;
}

/**
 * Fills in `{to}` (E.164), `{to_digits}` (without the plus sign), `{text}` and `{code}` (empty in an alert).
 * Placeholders inside the message are text.
 */
export function fillTemplate(template: string, { to, text, code }: TemplateMessage, escaping: Escaping): string {
  const values: Record<string, string> = { to, to_digits: to.replaceAll(/\D/g, ""), text, code: code ?? "" };
  return template.replaceAll(PLACEHOLDER, (_match, name: string) => escapeValue(values[name] ?? "", escaping));
}

export function hasPlaceholder(templates: string[], name: "to" | "to_digits" | "text" | "code"): boolean {
  return templates.some((template) => template.includes(`{${name}}`));
}

const XML_ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  // As characters they would be blanks in an attribute.
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};
/** XML 1.0 cannot write these at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeValue(value: string, escaping: Escaping): string {
  switch (escaping) {
    case "json":
      return JSON.stringify(value).slice(1, -1);
    case "form":
      // A blank as %20 reads alike in forms, queries and paths.
      return new URLSearchParams([["", value]]).toString().slice(1).replaceAll("+", "%20");
    case "xml":
      return value
        .replaceAll(NOT_IN_XML, "")
        .replaceAll(/[&<>"'\n\r\t]/g, (character) => XML_ENTITIES[character] ?? "");
    case "none":
      return value;
  }
}
