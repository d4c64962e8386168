import sharp from "sharp";
import { expect, test } from "./journey";

const SAVE = { name: "Save changes" };

test("an edited profile is there after a reload, and in the API", async ({ page, signInAs, readApi }) => {
  await signInAs("editor");
  await page.goto("/account/profile");
  await page.getByLabel("First name").fill("Zoë");
  await page.getByLabel("Date of birth").fill("1991-02-28");
  await page.getByRole("radio", { name: "Prefer not to say" }).check({ force: true });
  await page.getByRole("button", SAVE).click();
  await expect(page.getByText("Profile saved")).toBeVisible();
  await expect(page.getByText(/All changes saved/).first()).toBeVisible();

  await page.reload();
  await expect(page.getByLabel("First name")).toHaveValue("Zoë");
  await expect(page.getByRole("radio", { name: "Prefer not to say" })).toBeChecked();
  expect(await readApi("/users/profile/")).toMatchObject({
    first_name: "Zoë",
    last_name: "Doe",
    date_of_birth: "1991-02-28",
    gender: null,
  });
});

test("what the server refuses stands at its field, in a summary with the focus, and nothing is lost", async ({
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
  await expect(page.getByText("The date may not be in the future.").first()).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("First name")).toHaveValue("N".repeat(51));
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "Jane", date_of_birth: "1990-05-15" });
});

test("a picture is previewed, uploaded, served and removed", async ({ page, signInAs, readApi }) => {
  await signInAs("photographer");
  await page.goto("/account/profile");
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#c0392b" } })
    .png()
    .toBuffer();
  await page.locator("input[type=file]").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: picture });
  await expect(page.getByText("New picture, not saved yet").first()).toBeVisible();
  await page.getByRole("button", SAVE).click();
  await expect(page.getByText("Profile saved")).toBeVisible();

  const { avatar } = (await readApi("/users/profile/")) as { avatar: string };
  const served = await page.request.get(avatar);
  expect(served.headers()["content-type"]).toBe("image/webp");
  expect((await sharp(await served.body()).metadata()).format).toBe("webp");
  await page.reload();
  await expect(page.locator(`img[src*="${new URL(avatar).pathname}"]`).first()).toBeVisible();

  await page.getByRole("button", { name: "Remove picture" }).click();
  await page.getByRole("button", SAVE).click();
  await expect.poll(async () => ((await readApi("/users/profile/")) as { avatar: string | null }).avatar).toBeNull();
  // The file goes right after the row has let go of it.
  await expect.poll(async () => (await page.request.get(avatar)).status()).toBe(404);
});

test("two tabs that change different fields both keep their change", async ({ page, context, signInAs, readApi }) => {
  await signInAs("twotabs");
  const other = await context.newPage();
  await page.goto("/account/profile");
  await other.goto("/account/profile");
  await page.getByLabel("First name").fill("First");
  await other.getByLabel("Last name").fill("Second");
  await page.getByRole("button", SAVE).click();
  await expect(page.getByText("Profile saved")).toBeVisible();
  await other.getByRole("button", SAVE).click();
  await expect(other.getByText("Profile saved")).toBeVisible();
  expect(await readApi("/users/profile/")).toMatchObject({ first_name: "First", last_name: "Second" });
});
