import { type APIResponse, expect, type Locator, type Page } from "@playwright/test";
import { credentialsOf } from "./journey";
import { fillRegistration, forgetSession, NEWCOMER_PASSWORD, newcomer, registerByApi } from "./newcomers";
import { codeSentTo, linkMailedTo } from "./outbox";

/*
 * Every form there is, for whatever must hold for all of them. Who adds a form adds it here.
 */

export type ShopForm = {
  name: string;
  /** Whether it asks before its text is lost. */
  isGuarded: boolean;
  /** To the form, as somebody comes to it who has been elsewhere on the site; returns what `fill` needs to know. */
  reach: (page: Page) => Promise<Visit>;
  fill: (page: Page, visit: Visit) => Promise<void>;
  submit: (page: Page) => Locator;
  /** What it asks of the API, once. */
  write: { method: string; path: string };
  /** What is shown when it is done. */
  done: (page: Page) => Promise<void>;
  /** What is said when it is done; null where another page is loaded instead. */
  says: string | null;
};

/** Who is at the form; null for a guest. */
export type Visit = { email: string; phone: string; isSignedIn: boolean };

const NEW_PASSWORD = "seagulls over the harbour";

export const FORMS: readonly ShopForm[] = [
  {
    name: "sign-in",
    isGuarded: false,
    reach: async (page) => {
      await page.goto("/");
      await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
      await expect(page).toHaveURL("/login");
      return { email: credentialsOf("signer").email, phone: "", isSignedIn: false };
    },
    fill: async (page, { email }) => {
      await page.getByLabel("Email address").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(credentialsOf("signer").password);
    },
    submit: (page) => page.getByRole("button", { name: "Sign in", exact: true }),
    write: { method: "POST", path: "/api/auth/callback/credentials" },
    done: (page) => expect(page).toHaveURL("/account"),
    says: null,
  },
  {
    name: "sign-in by code",
    isGuarded: false,
    reach: async (page) => {
      await page.goto("/login");
      await page.getByRole("link", { name: "SMS code" }).click();
      await expect(page).toHaveURL(/by=code/);
      return guest();
    },
    fill: (page, { phone }) => page.getByLabel("Phone number").fill(phone),
    submit: (page) => page.getByRole("button", { name: "Send code" }),
    write: { method: "POST", path: "/api/users/otp-login/" },
    done: (page) => expect(page).toHaveURL(/\/verify/),
    says: null,
  },
  {
    name: "registration",
    isGuarded: false,
    reach: async (page) => {
      await page.goto("/login");
      await page.getByRole("link", { name: "Create an account" }).click();
      await expect(page).toHaveURL(/\/register/);
      return guest();
    },
    fill: fillRegistration,
    submit: (page) => page.getByRole("button", { name: "Continue" }),
    write: { method: "POST", path: "/api/users/registration/" },
    done: (page) => expect(page).toHaveURL(/\/verify/),
    says: null,
  },
  {
    name: "code",
    isGuarded: false,
    reach: async (page) => {
      const somebody = guest();
      await page.goto("/register");
      await fillRegistration(page, somebody);
      await page.getByRole("button", { name: "Continue" }).click();
      return somebody;
    },
    fill: async (page, { phone }) => page.getByLabel("Code from the SMS").fill(await codeSentTo(page, phone)),
    submit: (page) => page.getByRole("button", { name: "Confirm" }),
    write: { method: "POST", path: "/api/verification/registration" },
    done: (page) => expect(page).toHaveURL("/account"),
    says: null,
  },
  {
    name: "forgotten password",
    isGuarded: false,
    reach: async (page) => {
      await page.goto("/login");
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await expect(page).toHaveURL("/reset");
      return guest();
    },
    fill: (page, { email }) => page.getByLabel("Email address").fill(email),
    submit: (page) => page.getByRole("button", { name: "Send link" }),
    write: { method: "POST", path: "/api/users/password/reset/" },
    done: (page) => expect(page.getByRole("heading", { name: "Check your inbox" })).toBeFocused(),
    says: null,
  },
  {
    name: "new password",
    isGuarded: false,
    reach: async (page) => {
      const customer = guest();
      await registerByApi(page, customer);
      await forgetSession(page);
      const answer = await postWithToken(page, "/users/password/reset/", { email: customer.email });
      expect(answer.status()).toBe(200);
      await page.goto("/login");
      await page.goto(await linkMailedTo(page, customer.email));
      return customer;
    },
    fill: async (page) => {
      await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
      await page.getByLabel("Confirm new password").fill(NEW_PASSWORD);
    },
    submit: (page) => page.getByRole("button", { name: "Save password" }),
    write: { method: "POST", path: "/api/users/reset/" },
    done: (page) => expect(page).toHaveURL("/login?reset=done"),
    says: null,
  },
  {
    name: "profile",
    isGuarded: true,
    reach: (page) => reachAsCustomer(page, "Profile"),
    fill: async (page) => {
      await page.getByLabel("First name").fill("Anna-Lena");
      await page.getByLabel("Date of birth").fill("1991-02-28");
      await page.getByText("Female", { exact: true }).click();
    },
    submit: (page) => page.getByRole("button", { name: "Save changes" }),
    write: { method: "PATCH", path: "/api/users/profile/" },
    done: (page) => expect(page.getByText(/^All changes saved/)).toBeVisible(),
    says: "Profile saved",
  },
  {
    name: "phone number",
    isGuarded: true,
    reach: async (page) => {
      const visit = await reachAsCustomer(page, "Profile");
      await page.getByRole("button", { name: "Change phone number" }).click();
      return visit;
    },
    fill: (page) => page.getByLabel("New phone number").fill(newcomer().phone),
    submit: (page) => page.getByRole("button", { name: "Send code" }),
    write: { method: "PATCH", path: "/api/users/profile/" },
    done: (page) => expect(page).toHaveURL(/\/verify/),
    says: null,
  },
  {
    name: "email address",
    isGuarded: true,
    reach: async (page) => {
      const visit = await reachAsCustomer(page, "Profile");
      await page.getByRole("button", { name: "Change email address" }).click();
      return visit;
    },
    fill: async (page, { email }) => {
      await page.getByLabel("New email address", { exact: true }).fill(`new.${email}`);
      await page.getByLabel("Confirm new email address").fill(`new.${email}`);
      await page.getByLabel("Your password", { exact: true }).fill(NEWCOMER_PASSWORD);
    },
    submit: (page) => page.getByRole("button", { name: "Send link" }),
    write: { method: "POST", path: "/api/users/email-change/" },
    done: (page) => expect(page.getByText("We’ve emailed a link to")).toBeVisible(),
    says: "The link is on its way",
  },
  {
    name: "password",
    isGuarded: true,
    reach: (page) => reachAsCustomer(page, "Security"),
    fill: async (page) => {
      await page.getByLabel("Current password", { exact: true }).fill(NEWCOMER_PASSWORD);
      await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
      await page.getByLabel("Confirm new password").fill(NEW_PASSWORD);
    },
    submit: (page) => page.getByRole("button", { name: "Change password" }),
    write: { method: "POST", path: "/api/users/password/change/" },
    done: (page) => expect(page.getByText(/^Changed at /)).toBeVisible(),
    says: "Password changed",
  },
  {
    name: "API token",
    isGuarded: true,
    reach: (page) => reachAsCustomer(page, "Security"),
    fill: async (page) => {
      await page.getByLabel("Name", { exact: true }).fill("Till at the harbour");
      await page.getByLabel("Valid for").selectOption("30");
    },
    submit: (page) => page.getByRole("button", { name: "Create token" }),
    write: { method: "POST", path: "/api/users/tokens/" },
    done: (page) => expect(page.getByRole("region", { name: "Your new token “Till at the harbour”" })).toBeFocused(),
    says: "Token created",
  },
  {
    name: "joining the programme",
    isGuarded: true,
    reach: async (page) => {
      const visit = await reachAsCustomer(page, "Loyalty");
      await page.getByRole("link", { name: "Join now" }).click();
      await expect(page).toHaveURL("/account/loyalty/join");
      return visit;
    },
    fill: async (page) => {
      await page.getByLabel("Date of birth").fill("1991-02-28");
      await page.getByText("Prefer not to say").click();
    },
    submit: (page) => page.getByRole("button", { name: "Join", exact: true }),
    write: { method: "POST", path: "/api/loyalty-card/add_loyalty_card_otp/" },
    done: (page) => expect(page.getByRole("region", { name: "Loyalty card" })).toBeVisible(),
    says: "Welcome to the programme",
  },
  {
    name: "member's details",
    isGuarded: true,
    reach: async (page) => {
      const visit = await reachAsCustomer(page, "Loyalty", joinByApi);
      await page.getByRole("link", { name: "Change my details" }).click();
      await expect(page).toHaveURL("/account/loyalty/edit");
      return visit;
    },
    fill: (page) => page.getByLabel("Last name").fill("Öztürk"),
    submit: (page) => page.getByRole("button", { name: "Save", exact: true }),
    write: { method: "POST", path: "/api/loyalty-card/update_loyalty_card/" },
    done: (page) => expect(page.getByText("They’re updated in the loyalty programme too.")).toBeVisible(),
    says: "Your details are saved",
  },
  {
    name: "linking an account",
    isGuarded: true,
    reach: async (page) => {
      const visit = await reachAsCustomer(page, "Loyalty");
      await page.getByRole("link", { name: "Link my account" }).click();
      await expect(page).toHaveURL("/account/loyalty/link");
      return visit;
    },
    fill: (page) => page.getByLabel("Date of birth").fill("1991-02-28"),
    submit: (page) => page.getByRole("button", { name: "Find and link" }),
    write: { method: "POST", path: "/api/loyalty-card/search_exists_create/" },
    done: (page) => expect(page.getByText("We couldn’t find an account that’s definitely yours")).toBeVisible(),
    says: null,
  },
  {
    name: "deletion",
    isGuarded: false,
    reach: async (page) => {
      const visit = await reachAsCustomer(page, "Privacy");
      await page.getByRole("button", { name: "Delete my account" }).click();
      return visit;
    },
    fill: (page) => page.getByRole("dialog").getByLabel("Your password", { exact: true }).fill(NEWCOMER_PASSWORD),
    submit: (page) => page.getByRole("dialog").getByRole("button", { name: "Delete my account" }),
    write: { method: "POST", path: "/api/users/deletion/" },
    done: (page) => expect(page).toHaveURL("/login?deleted=1"),
    says: null,
  },
];

function guest(): Visit {
  return { ...newcomer(), isSignedIn: false };
}

/** Somebody new, who has come from the overview to one of the account's pages. */
async function reachAsCustomer(
  page: Page,
  entry: string,
  prepare: (page: Page, visit: Visit) => Promise<void> = async () => undefined,
): Promise<Visit> {
  const visit = { ...newcomer(), isSignedIn: true };
  await registerByApi(page, visit);
  await prepare(page, visit);
  await page.goto("/account");
  await page.getByRole("link", { name: entry, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(entry);
  return visit;
}

async function joinByApi(page: Page, { email, phone }: Visit): Promise<void> {
  const name = { first_name: "Zoë", last_name: "Yılmaz" };
  const member = { ...name, email, phone, gender: "female", date_of_birth: "1991-02-28" };
  const answer = await postWithToken(page, "/loyalty-card/add_loyalty_card_otp/", member);
  expect(answer.status()).toBe(201);
}

async function postWithToken(page: Page, path: string, data: object): Promise<APIResponse> {
  const { csrf_token: token } = await (await page.request.get("/api/csrf_token/")).json();
  return page.request.post(path, { headers: { "X-CSRFToken": token }, data });
}
