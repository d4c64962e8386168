import type { Page } from "@playwright/test";
import { hydrated } from "./late-scripts";
import { NEWCOMER_PASSWORD } from "./newcomers";
import { type AnyVisitor, PAGES } from "./pages";

/*
 * What pages look like when something has happened on them: faults, open dialogues, nothing to show. They are reached in
 * every language, hence by the page's structure rather than by its words. Who adds such a state adds it here.
 */

export type PageState = {
  /** The page, as PAGES names it, and what has happened. */
  name: string;
  visitor: AnyVisitor;
  /** Opens the page and brings it about. */
  reach: (page: Page) => Promise<void>;
  /** Where a wide screen has no such thing. */
  phoneOnly?: true;
};

const SUMMARY = "[role=alert]:focus";
const OPEN_DIALOG = "dialog[open]";
const OPENER = "main button[aria-haspopup=dialog]";
const TOAST = "[role=status] p";
/** On the profile: the buttons of the e-mail address and of the phone number, in this order. */
const CHANGE = "main section section button";

/** Every page as it is when it has been opened. */
export const OPENED: readonly PageState[] = PAGES.map(({ name, visitor, path }) => ({
  name,
  visitor,
  reach: (page) => visit(page, path),
}));

/** What can become of them. */
export const STATES: readonly PageState[] = [
  { name: "home: display settings", visitor: "guest", reach: opening("/", "header button[aria-haspopup=dialog]") },
  {
    name: "home: offline",
    visitor: "guest",
    reach: async (page) => {
      await visit(page, "/");
      const browser = await page.context().newCDPSession(page);
      const nothing = { latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
      await browser.send("Network.enable");
      await browser.send("Network.emulateNetworkConditions", { offline: true, ...nothing });
      await page.locator("body > [role=alert]").waitFor();
    },
  },
  {
    name: "docs: operation open",
    visitor: "guest",
    reach: async (page) => {
      await visit(page, "/docs#/Profile/patchUsersProfile");
      await page.locator(".try-out__btn").waitFor();
    },
  },
  { name: "login: faulty", visitor: "guest", reach: sentEmpty("/login") },
  { name: "login: account deleted", visitor: "guest", reach: (page) => visit(page, "/login?deleted=1") },
  { name: "login-by-code: faulty", visitor: "guest", reach: sentEmpty("/login?by=code") },
  {
    name: "login-by-code: number understood",
    visitor: "guest",
    reach: async (page) => {
      await visit(page, "/login?by=code");
      await page.locator("#field-phone").fill("0532 123 45 67");
      await page.locator("#field-phone").blur();
      await page.locator("#field-phone-understood bdi").waitFor();
    },
  },
  { name: "register: faulty", visitor: "guest", reach: sentEmpty("/register") },
  { name: "verify: no code awaited", visitor: "guest", reach: (page) => visit(page, "/verify?purpose=sign_in") },
  {
    name: "verify: wrong code, after another",
    visitor: "registering",
    reach: async (page) => {
      await visit(page, "/verify?purpose=registration");
      await page.locator("main summary").click();
      await page.locator("main form ~ div button").click();
      await page.locator("main form ~ div button bdi").waitFor();
      await page.locator("#field-code").fill("1");
      await page.locator("#field-code").press("Enter");
      await page.locator("#field-code-error:not(:empty)").waitFor();
    },
  },
  { name: "reset: faulty", visitor: "guest", reach: sentEmpty("/reset") },
  {
    name: "reset: link sent",
    visitor: "guest",
    reach: async (page) => {
      await visit(page, "/reset");
      await page.locator("#field-email").fill(`nobody.${Date.now()}@test.example`);
      await page.locator("#field-email").press("Enter");
      await page.locator("main :is(h1, h2):focus").waitFor();
    },
  },
  { name: "reset-by-link: faulty", visitor: "guest", reach: sentEmpty("/reset?key=1-0") },
  {
    name: "overview: more",
    visitor: "member",
    phoneOnly: true,
    reach: opening("/account", "nav button[aria-haspopup=dialog]"),
  },
  { name: "overview: deletion due", visitor: "newcomer", reach: askForDeletion },
  { name: "profile: newcomer", visitor: "unproved", reach: (page) => visit(page, "/account/profile") },
  {
    name: "profile: address changed",
    visitor: "member",
    reach: async (page) => {
      await visit(page, "/account/profile?email=changed");
      await page.locator(TOAST).waitFor();
    },
  },
  ...["expired", "taken"].map((fate) => ({
    name: `profile: link ${fate}`,
    visitor: "member" as const,
    reach: (page: Page) => visit(page, `/account/profile?email=${fate}`),
  })),
  ...["address", "number"].map((what, at) => ({
    name: `profile: new ${what}, faulty`,
    visitor: "member" as const,
    reach: async (page: Page) => {
      await visit(page, "/account/profile");
      await page.locator(CHANGE).nth(at).click();
      await page.locator("main section section form [type=submit]").click();
      await page.locator(SUMMARY).waitFor();
    },
  })),
  {
    name: "profile: faulty",
    visitor: "member",
    reach: async (page) => {
      await visit(page, "/account/profile");
      await page.locator("#field-first_name").fill("N".repeat(51));
      await page.locator("#field-first_name").press("Enter");
      await page.locator(SUMMARY).waitFor();
    },
  },
  {
    name: "profile: leaving unsaved",
    visitor: "member",
    reach: async (page) => {
      await visit(page, "/account/profile");
      await page.locator("#field-first_name").fill("Zoë");
      await page.locator('nav a[href="/account"]').click();
      await page.locator(OPEN_DIALOG).waitFor();
    },
  },
  {
    name: "profile: saved",
    visitor: "newcomer",
    reach: async (page) => {
      await visit(page, "/account/profile");
      await page.locator("#field-first_name").fill("Anna-Lena");
      await page.locator("#field-first_name").press("Enter");
      await page.locator(TOAST).waitFor();
    },
  },
  { name: "preferences: nothing answered", visitor: "newcomer", reach: (page) => visit(page, "/account/preferences") },
  { name: "preferences: answered", visitor: "newcomer", reach: (page) => answer(page, TOAST) },
  {
    name: "preferences: answer refused",
    visitor: "newcomer",
    reach: async (page) => {
      await page.route("**/api/users/profile/", (route) =>
        route.request().method() === "PATCH" ? route.abort() : route.continue(),
      );
      await answer(page, "main [role=alert]");
    },
  },
  { name: "segments: question", visitor: "member", reach: opening("/account/segments", OPENER) },
  { name: "segments: none", visitor: "unproved", reach: (page) => visit(page, "/account/segments") },
  { name: "loyalty: at the till", visitor: "member", reach: opening("/account/loyalty", OPENER) },
  { name: "loyalty: leaving", visitor: "member", reach: opening("/account/loyalty", OPENER, -1) },
  {
    name: "loyalty: joined",
    visitor: "member",
    reach: async (page) => {
      await visit(page, "/account/loyalty?card=joined");
      await page.locator(TOAST).waitFor();
    },
  },
  {
    name: "loyalty-edit: faulty",
    visitor: "member",
    reach: async (page) => {
      await visit(page, "/account/loyalty/edit");
      await page.locator("#field-last_name").fill("");
      // One that is beyond doubt, about which nobody is asked.
      await page.locator("#field-phone").fill("+90 532 123 45 67");
      await page.locator("#field-phone").press("Enter");
      await page.locator(SUMMARY).waitFor();
    },
  },
  { name: "loyalty-join: faulty", visitor: "newcomer", reach: sentEmpty("/account/loyalty/join") },
  {
    name: "loyalty-link: not found",
    visitor: "newcomer",
    reach: async (page) => {
      await visit(page, "/account/loyalty/link");
      await page.locator("#field-date_of_birth").fill("1991-02-28");
      await page.locator("main form [type=submit]").click();
      await page.locator("main form div:focus").waitFor();
    },
  },
  {
    name: "loyalty-link: number not proved",
    visitor: "unproved",
    reach: (page) => visit(page, "/account/loyalty/link"),
  },
  {
    name: "security: password, faulty",
    visitor: "member",
    reach: sentEmpty("/account/security", "#field-old_password"),
  },
  { name: "security: token, faulty", visitor: "member", reach: sentEmpty("/account/security", "#field-name") },
  {
    name: "security: token made",
    visitor: "newcomer",
    reach: async (page) => {
      await visit(page, "/account/security");
      await page.locator("#field-name").fill("Till at the harbour");
      await page.locator("#field-name").press("Enter");
      await page.locator("section:focus code").waitFor();
    },
  },
  {
    name: "security: unexpected error",
    visitor: "member",
    reach: async (page) => {
      // Each of the page's times asks for it.
      await page.addInitScript("Date.prototype.getTimezoneOffset = null");
      await page.goto("/account/security");
      await page.locator("[role=alert] h1").waitFor();
    },
  },
  { name: "privacy: question", visitor: "newcomer", reach: opening("/account/privacy", OPENER) },
  {
    name: "privacy: question, faulty",
    visitor: "newcomer",
    reach: async (page) => {
      await opening("/account/privacy", OPENER)(page);
      await page.locator(`${OPEN_DIALOG} [type=submit]`).click();
      await page.locator(SUMMARY).waitFor();
    },
  },
  {
    name: "privacy: data exported",
    visitor: "newcomer",
    reach: async (page) => {
      await visit(page, "/account/privacy");
      await page.locator("main form [type=submit]").click();
      await page.locator("main a[download]").waitFor();
    },
  },
  { name: "outbox: nothing sent", visitor: "guest", reach: (page) => visit(page, "/dev/outbox?to=nobody") },
];

/** Opens a page, and waits until it can be used. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** @param at which of the openers; -1 is the last */
function opening(path: string, opener: string, at = 0): PageState["reach"] {
  return async (page) => {
    await visit(page, path);
    await page.locator(opener).nth(at).click();
    await page.locator(OPEN_DIALOG).waitFor();
  };
}

/** @param field one of the form's, where the page has several */
function sentEmpty(path: string, field = "*"): PageState["reach"] {
  return async (page) => {
    await visit(page, path);
    await page.locator(`main form[method=post]:has(${field}) [type=submit]`).click();
    await page.locator(SUMMARY).waitFor();
  };
}

async function answer(page: Page, outcome: string): Promise<void> {
  await visit(page, "/account/preferences");
  await page.locator("label:has([name=sms_allowed][value=true])").click();
  await page.locator(outcome).waitFor();
}

async function askForDeletion(page: Page): Promise<void> {
  const { request } = page;
  const { email } = await (await request.get("/users/profile/")).json();
  const { csrf_token: token } = await (await request.get("/csrf_token/")).json();
  const proof = { headers: { "X-CSRFToken": token }, data: { password: NEWCOMER_PASSWORD } };
  await request.post("/users/deletion/", proof);
  await request.post("/users/login/", { data: { email, password: NEWCOMER_PASSWORD } });
  await visit(page, "/account");
  await page.locator("main > section").first().waitFor();
}
