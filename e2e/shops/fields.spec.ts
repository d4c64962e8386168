import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { findViolationsInAllLooks } from "@/e2e/fixtures/axe";
import {
  fillRegistration,
  forgetSession,
  type NewCustomer,
  newCustomer,
  registerByApi,
} from "@/e2e/fixtures/new-customer";
import { findShopTraces } from "@/e2e/fixtures/shop-traces";
import { expect, test } from "@/e2e/fixtures/world-test";

/* The fields that examples/fields declares: run by `npm run test:shops` in a copy that has them. */

const SAVE = { name: "Save changes" };
const SAVED = /^All changes saved/;

type Control = (page: Page, label: string) => Locator;

const byLabel: Control = (page, label) => page.getByLabel(label, { exact: true });
const optionsOf = (page: Page, label: string) => page.getByRole("group", { name: label, exact: true });

/** What a person enters, and what the API has then, for each field that the profile asks. */
const TEXTS: [key: string, label: string, entered: string, stored: unknown][] = [
  ["nickname", "Nickname", "Kaptan", "Kaptan"],
  ["boat.licence", "Licence number", "TR4711", "TR4711"],
  ["club-name", "Sailing club", "Foça Yelken", "Foça Yelken"],
  ["about", "About you and the sea", "Salt.\nAnd wind.", "Salt.\nAnd wind."],
  ["delivery_note", "Where to leave parcels", "With the harbour master", "With the harbour master"],
  ["work_email", "Email address at work", "zoe@harbour.example", "zoe@harbour.example"],
  ["logbook", "Online logbook", "https://log.example/zoe", "https://log.example/zoe"],
  ["shoe_size", "Shoe size", "38,5", 38.5],
  ["height", "Height in metres", "1.72", 1.72],
  ["household", "People on board", "4", 4],
  ["boats", "Boats you own", "0", 0],
  ["water_temperature", "Coldest water you swim in, in °C", "-1.5", -1.5],
  ["first_sail", "Your first day at sea", "1999-07-01", "1999-07-01"],
  ["next_trip", "Your next trip", "2031-05-01", "2031-05-01"],
  ["licence_until", "Licence valid until", "2040-12-31", "2040-12-31"],
];
const LISTS: [key: string, label: string, option: string, stored: string][] = [
  ["home_port", "Home port", "İzmir", "izmir"],
  ["nearest_store", "Nearest store", "Foça", "foca"],
];
const CHOICES: [key: string, label: string, options: string[], stored: unknown][] = [
  ["has_dog", "Does a dog sail with you?", ["Yes"], true],
  ["wants_catalogue", "Would you like our catalogue on paper?", ["No"], false],
  ["club_rules", "Do you know the rules of the harbour?", ["Yes"], true],
  ["shirt_size", "Shirt size", ["Medium"], "M"],
  ["interests", "What interests you?", ["Sailing", "Surfing"], ["sailing", "surfing"]],
  ["brands", "Your two favourite brands", ["Lodos", "Meltem"], ["lodos", "meltem"]],
];

const STORED = Object.fromEntries(
  [...TEXTS, ...LISTS, ...CHOICES].map(([key, _label, _entered, stored]) => [key, stored]),
);

async function fillIn(page: Page): Promise<void> {
  for (const [, label, entered] of TEXTS) await byLabel(page, label).fill(entered);
  for (const [, label, option] of LISTS) await byLabel(page, label).selectOption({ label: option });
  for (const [, label, options] of CHOICES) {
    for (const name of options) await optionsOf(page, label).getByLabel(name, { exact: true }).check();
  }
}

async function expectFilledIn(page: Page): Promise<void> {
  for (const [, label, entered, stored] of TEXTS) {
    await expect(byLabel(page, label)).toHaveValue(typeof stored === "number" ? `${stored}` : entered);
  }
  for (const [, label, , stored] of LISTS) await expect(byLabel(page, label)).toHaveValue(stored);
  for (const [, label, options] of CHOICES) {
    const checked = optionsOf(page, label).locator("input:checked");
    await expect(checked).toHaveCount(options.length);
    for (const name of options) await expect(optionsOf(page, label).getByLabel(name, { exact: true })).toBeChecked();
  }
}

async function openProfile(page: Page, customer: NewCustomer = newCustomer()): Promise<void> {
  await registerByApi(page, customer);
  await page.goto("/account/profile");
}

test("every type of field is filled in, saved and there again", async ({ page, readApi }) => {
  await openProfile(page);
  await fillIn(page);
  await page.getByRole("button", SAVE).click();
  await expect(page.getByText(SAVED)).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ attributes: STORED });
  await page.reload();
  await expectFilledIn(page);

  await byLabel(page, "Sailing club").fill("");
  await optionsOf(page, "What interests you?").getByLabel("Sailing").uncheck();
  await optionsOf(page, "Does a dog sail with you?").getByLabel("Prefer not to say").check();
  await page.getByRole("button", SAVE).click();
  await expect(page.getByText(SAVED)).toBeVisible();
  const { attributes } = (await readApi("/users/profile/")) as { attributes: object };
  expect(attributes).not.toHaveProperty("club-name");
  expect(attributes).not.toHaveProperty("has_dog");
  expect(attributes).toMatchObject({ interests: ["surfing"], shoe_size: 38.5 });
});

test("each error is at its field, in the page's words, and what else was entered stays", async ({ page }) => {
  await openProfile(page);
  const wrong: [label: string, entered: string, text: string][] = [
    ["Licence number", "4711", "Check this entry"],
    ["Where to leave parcels", "There", "Use at least 10 characters"],
    ["Email address at work", "zoe@", "Enter an address like name@example.com"],
    ["Online logbook", "log", "Enter an address that begins with https://"],
    ["Shoe size", "many", "Enter a number"],
    ["Height in metres", "3", "Enter 2.5 or less"],
    ["People on board", "1.5", "Enter a whole number"],
    ["Your first day at sea", "2990-01-01", "Enter a date in the past"],
    ["Your next trip", "2025-12-31", "Enter a date from 1 January 2026 on"],
  ];
  for (const [label, entered] of wrong) await byLabel(page, label).fill(entered);
  const brands = optionsOf(page, "Your two favourite brands");
  for (const name of ["Lodos", "Poyraz", "Meltem"]) await brands.getByLabel(name).check();
  await page.getByRole("button", SAVE).click();
  for (const [label, entered, text] of wrong) {
    const field = byLabel(page, label);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(new RegExp(text.replaceAll(/[.?]/g, "\\$&")));
    await expect(field).toHaveValue(entered);
  }
  await expect(brands.getByText("Choose 2 at most")).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.getByRole("alert").filter({ hasText: "Shoe size" });
  await summary.getByRole("link", { name: "Shoe size: Enter a number" }).click();
  await expect(byLabel(page, "Shoe size")).toBeFocused();
});

test("registration asks its own, requires what the shop does, and goes on with them after the code", async ({
  page,
}) => {
  const somebody = newCustomer();
  await page.goto("/register");
  await fillRegistration(page, somebody);
  await expect(page.getByLabel("Home port")).toHaveCount(0);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(byLabel(page, "Nickname")).toHaveAttribute("aria-invalid", "true");
  await expect(byLabel(page, "Shoe size")).toHaveAttribute("aria-invalid", "true");
  await byLabel(page, "Nickname").fill("Kaptan");
  await byLabel(page, "Shoe size").fill("42");
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/users/registration/"));
  await page.getByRole("button", { name: "Continue" }).click();
  expect((await asked).postDataJSON().attributes).toEqual({
    nickname: "Kaptan",
    shoe_size: "42",
    wants_catalogue: null,
  });
  await expect(page).toHaveURL(/\/verify\?purpose=registration/);
  await page.goBack();
  await expect(byLabel(page, "Nickname")).toHaveValue("Kaptan");
});

test("joining the programme asks its own and keeps them on the profile, and a member's details have them to change", async ({
  page,
  readApi,
}) => {
  const customer = newCustomer();
  await registerByApi(page, customer);
  await page.goto("/account/loyalty/join");
  await page.getByLabel("Date of birth").fill("1991-02-28");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(byLabel(page, "Shoe size")).toHaveAttribute("aria-invalid", "true");
  await byLabel(page, "Shoe size").fill("40");
  await optionsOf(page, "Do you know the rules of the harbour?").getByLabel("Yes").check();
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(/\/account\/loyalty(\?card=joined)?$/);
  expect(await readApi("/users/profile/")).toMatchObject({ attributes: { shoe_size: 40, club_rules: true } });

  await page.goto("/account/loyalty/edit");
  await expect(byLabel(page, "Shoe size")).toHaveValue("40");
  await byLabel(page, "Shoe size").fill("41");
  await optionsOf(page, "Do you know the rules of the harbour?").getByLabel("No").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your details are saved")).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ attributes: { shoe_size: 41, club_rules: false } });
});

test("what is missing of the required is said on the overview, which leads to the field", async ({ page }) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  const gaps = page.getByText(/^Missing from your profile: .*Nickname.*Shoe size.*Nearest store/);
  await expect(gaps).toBeVisible();
  await forgetSession(page);
});

test("what is sent for fields is found, so that a shop without any can be looked at for it", async ({ openPageAs }) => {
  const pages = (await findShopTraces(openPageAs)).flatMap(([page, trace]) =>
    trace === "controls of fields" ? page : [],
  );
  expect(pages).toEqual(expect.arrayContaining(["profile", "loyalty-join", "loyalty-edit"]));
});

for (const language of ["en", "ar"] as const) {
  for (const [persona, place] of [
    ["guest", "/register"],
    ["member", "/account/profile"],
    ["cardless", "/account/loyalty/join"],
    ["member", "/account/loyalty/edit"],
  ] as const) {
    test(`axe finds nothing on ${place} with all fields, before and after errors, ${language}`, async ({
      openPageAs,
    }) => {
      const page = await openPageAs(persona, language);
      await page.goto(place);
      await expect(page.locator("[name^='attributes:']").first()).toBeVisible();
      expect(await findViolationsInAllLooks(page)).toEqual([]);
      const sizes = page.locator("[name='attributes:shoe_size']");
      await sizes.fill("1000");
      await page.getByRole("main").locator("button[type=submit]").last().click();
      await expect(sizes).toHaveAttribute("aria-invalid", "true");
      expect(await findViolationsInAllLooks(page)).toEqual([]);
      const folder = process.env.SHOP_PICTURES ?? "test-results";
      await page.screenshot({
        path: path.join(folder, `${place.slice(1).replaceAll("/", "-")}-${language}.png`),
        fullPage: true,
      });
    });
  }
}
