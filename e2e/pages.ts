import { randomInt } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import type { Language } from "@/lib/platform/i18n/languages";
import { NEWCOMER_PASSWORD } from "./newcomers";

/*
 * Every page there is, for whatever looks at all of them: axe, pictures, Lighthouse, the sizes of scripts. Who adds a
 * page adds it here.
 */

/**
 * As whom a page is opened: `registering` has been sent a code, `member` has a loyalty card, `cardless` has none, and
 * `unproved` has filled in nothing and proved no number.
 */
export type Visitor = "guest" | "registering" | "member" | "cardless" | "unproved";

/** Who else comes: `newcomer` has just registered, anew each time. */
export type AnyVisitor = Visitor | "newcomer";

export type ShopPage = {
  /** For tables and files. */
  name: string;
  path: string;
  visitor: Visitor;
};

export const PAGES: readonly ShopPage[] = [
  { name: "home", path: "/", visitor: "guest" },
  { name: "docs", path: "/docs", visitor: "guest" },
  { name: "login", path: "/login", visitor: "guest" },
  { name: "login-by-code", path: "/login?by=code", visitor: "guest" },
  { name: "register", path: "/register", visitor: "guest" },
  { name: "verify", path: "/verify?purpose=registration", visitor: "registering" },
  { name: "reset", path: "/reset", visitor: "guest" },
  { name: "reset-by-link", path: "/reset?key=1-0", visitor: "guest" },
  { name: "overview", path: "/account", visitor: "member" },
  { name: "overview-new", path: "/account", visitor: "unproved" },
  { name: "profile", path: "/account/profile", visitor: "member" },
  { name: "preferences", path: "/account/preferences", visitor: "member" },
  { name: "segments", path: "/account/segments", visitor: "member" },
  { name: "loyalty", path: "/account/loyalty", visitor: "member" },
  { name: "loyalty-edit", path: "/account/loyalty/edit", visitor: "member" },
  { name: "loyalty-none", path: "/account/loyalty", visitor: "cardless" },
  { name: "loyalty-join", path: "/account/loyalty/join", visitor: "cardless" },
  { name: "loyalty-link", path: "/account/loyalty/link", visitor: "cardless" },
  { name: "security", path: "/account/security", visitor: "member" },
  { name: "privacy", path: "/account/privacy", visitor: "member" },
  { name: "outbox", path: "/dev/outbox", visitor: "guest" },
  { name: "gallery", path: "/dev/gallery?theme=device&dir=ltr", visitor: "guest" },
  { name: "not-found", path: "/no-such-page", visitor: "guest" },
];

/** The names of those on which nothing is filled in or changed in place. */
export const READ_ONLY: ReadonlySet<string> = new Set([
  ...["home", "docs", "overview", "overview-new", "outbox", "gallery", "not-found"],
]);

/** The names of those in which developers look things up. */
export const LONG: ReadonlySet<string> = new Set(["docs", "gallery"]);

/** Paths of the app's pages that PAGES does not have. */
export function untoldPages(): string[] {
  const told = new Set(PAGES.map(({ path: address }) => new URL(address, "http://shop").pathname));
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file).split(path.sep).filter(isSegment).join("/")}`)
    .filter((address) => !told.has(address));
}

/** Whether a folder stands in the address: groups, and the top itself, do not. */
function isSegment(folder: string): boolean {
  return folder !== "." && !folder.startsWith("(");
}

const MEMBERS: Partial<Record<Language, string>> = {
  tr: "can.yilmaz@example.com",
  ar: "yahya.alghamdi@example.com",
};

/**
 * Makes a browser's session that of a visitor of the demo.
 *
 * @param request the browser's own, whose cookies change
 * @param shop address of a running demo or test store
 * @param language decides which member it is
 * @param phone of who is registering; else another one each time, since one number is sent few codes
 */
export async function becomeVisitor(
  request: APIRequestContext,
  shop: string,
  visitor: AnyVisitor,
  language: Language,
  phone = `+9053${randomInt(10_000_000, 99_999_999)}`,
): Promise<void> {
  if (visitor === "guest") return;
  if (visitor !== "registering" && visitor !== "newcomer") {
    return post(request, `${shop}/users/login/`, { email: emailOf(visitor, language), password: DEMO_PASSWORD });
  }
  const name = { first_name: "Zoë", last_name: "Yılmaz" };
  const registration = { ...name, email: `visitor${phone}@test.example`, phone, password: NEWCOMER_PASSWORD };
  await post(request, `${shop}/users/registration/`, registration);
  if (visitor === "registering") return;
  const outbox = await request.get(`${shop}/api/dev/outbox`, { params: { to: phone } });
  await post(request, `${shop}/users/registration/`, { ...registration, code: (await outbox.json())[0].code });
}

function emailOf(visitor: "member" | "cardless" | "unproved", language: Language): string {
  if (visitor === "member") return MEMBERS[language] ?? "john.doe@example.com";
  return visitor === "cardless" ? "mia.schneider@example.com" : "john.new@example.com";
}

async function post(request: APIRequestContext, address: string, data: object): Promise<void> {
  const answer = await request.post(address, { data });
  if (!answer.ok()) throw new Error(`POST ${address} was answered by ${answer.status()}: ${await answer.text()}`);
}
