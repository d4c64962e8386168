import type { APIRequestContext } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import type { Language } from "@/lib/i18n/languages";

/*
 * Every page there is, for whatever looks at all of them: axe, pictures, Lighthouse, the sizes of scripts. Who adds a
 * page adds it here.
 */

/** As whom a page is opened: `registering` has been sent a code, `member` has a loyalty card, `cardless` has none. */
export type Visitor = "guest" | "registering" | "member" | "cardless";

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
 */
export async function becomeVisitor(
  request: APIRequestContext,
  shop: string,
  visitor: Visitor,
  language: Language,
): Promise<void> {
  if (visitor === "guest") return;
  const [path, data] = visitor === "registering" ? registration() : signIn(visitor, language);
  const answer = await request.post(shop + path, { data });
  if (!answer.ok()) throw new Error(`POST ${path} was answered by ${answer.status()}: ${await answer.text()}`);
}

function signIn(visitor: Visitor, language: Language): [string, object] {
  const email = visitor === "member" ? (MEMBERS[language] ?? "john.doe@example.com") : "mia.schneider@example.com";
  return ["/users/login/", { email, password: DEMO_PASSWORD }];
}

/** Each time another number: one number is sent few codes. */
function registration(): [string, object] {
  const number = Math.floor(Math.random() * 10_000_000);
  const phone = `+90532${String(number).padStart(7, "0")}`;
  const somebody = { first_name: "Zoë", last_name: "Yılmaz", password: "lighthouse keeper 7" };
  return ["/users/registration/", { ...somebody, email: `visitor.${number}@test.example`, phone }];
}
