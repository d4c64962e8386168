/** HTML that is safe as it stands. */
export type Markup = { readonly markup: string };

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Writes HTML. Texts among the values are escaped, for content and quoted attributes; markup stays, lists are joined. */
export function html(parts: TemplateStringsArray, ...values: (string | Markup | readonly Markup[])[]): Markup {
  return { markup: parts.map((part, index) => part + markupOf(values[index] ?? "")).join("") };
}

function markupOf(value: string | Markup | readonly Markup[]): string {
  if (typeof value === "string") return value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}
