import { expect, test } from "@/e2e/fixtures/world-test";

const SAVE = { name: "Save changes" };

test("what the server rejects is reported at its field, and nothing typed is lost", async ({
  page,
  signInAs,
  readApi,
}) => {
  await signInAs("faulty");
  await page.goto("/account/profile");
  await page.getByLabel("First name").fill("N".repeat(51));
  await page.getByLabel("Date of birth").fill("2990-01-01");
  await page.getByRole("button", SAVE).click();
  await expect(page.getByLabel("First name")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Date of birth")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Enter a date in the past").first()).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("First name")).toHaveValue("N".repeat(51));
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "Jane", date_of_birth: "1990-05-15" });
});

test("two tabs that change different fields both keep their changes", async ({ page, context, signInAs, readApi }) => {
  await signInAs("twotabs");
  const other = await context.newPage();
  await page.goto("/account/profile");
  await other.goto("/account/profile");
  await page.getByLabel("First name").fill("First");
  await other.getByLabel("Last name").fill("Second");
  await page.getByRole("button", SAVE).click();
  await expect(page.getByText(/^All changes saved/)).toBeVisible();
  await other.getByRole("button", SAVE).click();
  await expect(other.getByText(/^All changes saved/)).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "First", last_name: "Second" });
});

test("what is chosen is in the font of what is typed", async ({ page, signInAs }) => {
  await signInAs("reader");
  await page.goto("/account/profile");
  const fontOf = (label: string) => page.getByLabel(label).evaluate((field) => getComputedStyle(field).fontFamily);
  expect(await fontOf("Language")).toBe(await fontOf("First name"));
});
