import { createHash, randomInt } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { NodeRequest } from "srvx/node";
import { refuseWith } from "@/app/api/_route/routes";
import { DISPLAY_COOKIES } from "@/components/layout/display-cookies";
import { AppError } from "@/lib/platform/errors";
import { parseCookies } from "@/lib/platform/http/cookies";
import { SECURITY_HEADERS } from "@/lib/platform/http/security-headers.mjs";
import { directionOf, type Language, languageOf, negotiateLanguage } from "@/lib/platform/i18n/languages";
import { messageText } from "@/lib/platform/i18n/translate";
import { findRequestScope } from "@/lib/platform/request-scope";
import { sendAnswer } from "@/server/api";

/* What is said to those who come beyond capacity. Neither the database nor Next hears of them. */

/** At random, so that who was refused together does not come back together. */
const RETRY_SECONDS = { min: 1, max: 5 };

/** What an operator reads of them. */
const MISSING = "capacity";

/** 503 as the API tells it, in the caller's language. */
export async function refuseApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refuse = refuseWith(
    () => new AppError("unavailable", { values: { missing: MISSING }, retryAfterSeconds: retryAfterSeconds() }),
  );
  sendAnswer(response, await refuse.answer(new NodeRequest({ req: request, res: response })));
}

/** 503 as a page of its own, which needs no other file. @param fallback the language of who names none of ours */
export function refusePage({ headers }: IncomingMessage, response: ServerResponse, fallback: Language): void {
  const chosen = parseCookies(headers.cookie ?? null).find(({ name }) => name === DISPLAY_COOKIES.language)?.value;
  const language = languageOf(chosen) ?? negotiateLanguage(headers["accept-language"]) ?? fallback;
  refuse(response, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": language,
    "Content-Security-Policy": PAGE_POLICY,
    Vary: "Accept-Language, Cookie",
  }).end(busyPage(language));
}

export function refuseFile(_request: IncomingMessage, response: ServerResponse): void {
  refuse(response).end();
}

function refuse(response: ServerResponse, headers: Record<string, string> = {}): ServerResponse {
  const scope = findRequestScope();
  if (scope) scope.unavailable = MISSING;
  return response.writeHead(503, {
    ...SECURITY_HEADERS,
    "Cache-Control": "no-store",
    "Retry-After": retryAfterSeconds(),
    ...headers,
  });
}

function retryAfterSeconds(): number {
  return randomInt(RETRY_SECONDS.min, RETRY_SECONDS.max + 1);
}

/** In the colours of the reader's system, light or dark. */
const STYLE = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { display: grid; min-height: 100dvh; place-content: center; margin: 0; padding: 1.5rem; box-sizing: border-box; text-align: center }
  h1 { font-size: 1.5rem; margin: 0 }
  a { display: inline-block; padding: .625rem 1.25rem; border: 1px solid; border-radius: .5rem; color: inherit; font-weight: 600; text-decoration: none }`;
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const pages = new Map<Language, string>();

function busyPage(language: Language): string {
  let page = pages.get(language);
  if (!page) {
    const text = (key: string) => messageText(language, `busy_page.${key}`, {});
    page = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text("title")}</title>
<style>${STYLE}</style>
<main>
<h1>${text("title")}</h1>
<p>${text("text")}</p>
<a href="">${text("retry")}</a>
</main>
</html>
`;
    pages.set(language, page);
  }
  return page;
}
