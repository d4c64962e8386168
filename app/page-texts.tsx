import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

type Texts = { [key: string]: string | Texts };

type PageTextsProps = {
  /** Groups of the catalogue, such as `profile` or `privacy.due`; `common` comes along. */
  of: readonly string[];
  children: ReactNode;
};

/**
 * Sends the browser only the texts that a page's client components use; all texts would double the page's weight. page-
 * texts.test.ts checks the groups.
 */
export async function PageTexts({ of: groups, children }: PageTextsProps) {
  const messages = textsOf(await getMessages(), ["common", ...groups]);
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}

/** The named groups alone, at their places. */
export function textsOf(messages: Texts, groups: readonly string[]): Texts {
  const picked: Texts = {};
  for (const group of groups) {
    const [name = "", ...rest] = group.split(".");
    const texts = messages[name];
    if (texts === undefined) throw new Error(`The catalogue has no group "${group}".`);
    if (rest.length === 0 || typeof texts === "string") picked[name] = texts;
    else picked[name] = { ...(picked[name] as Texts | undefined), ...textsOf(texts, [rest.join(".")]) };
  }
  return picked;
}
