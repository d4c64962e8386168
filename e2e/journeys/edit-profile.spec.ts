import sharp from "sharp";
import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("an edited profile with a picture is there after a reload, and the picture goes again", async ({
  page,
  user,
  readApi,
}) => {
  await registerByApi(page, newCustomer());
  await page.goto("/account");
  await user.goTo("Profile");
  await user.fill(page.getByLabel("First name"), "Anna-Lena");
  await user.fillDate(page.getByLabel("Date of birth"), "1991-02-28");
  await user.choose(page.getByRole("radio", { name: "Prefer not to say" }));
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#c0392b" } })
    .png()
    .toBuffer();
  await page.locator("input[type=file]").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: picture });
  await user.press(page.getByRole("button", { name: "Use picture" }));
  await expect(page.getByText("New picture, not saved yet").first()).toBeVisible();
  await user.press(page.getByRole("button", { name: "Save changes" }));
  await expect(page.getByText(/^All changes saved/)).toBeVisible();

  const profile = (await readApi("/users/profile/")) as { avatar: string };
  expect(profile).toMatchObject({
    first_name: "Anna-Lena",
    last_name: "Yılmaz",
    date_of_birth: "1991-02-28",
    gender: null,
  });
  const served = await page.request.get(profile.avatar);
  expect(served.headers()["content-type"]).toBe("image/webp");
  expect((await sharp(await served.body()).metadata()).format).toBe("webp");
  await page.reload();
  await expect(page.getByLabel("First name")).toHaveValue("Anna-Lena");
  await expect(page.getByRole("radio", { name: "Prefer not to say" })).toBeChecked();
  await expect(page.locator(`img[src*="${new URL(profile.avatar).pathname}"]`).first()).toBeVisible();

  await user.press(page.getByRole("button", { name: "Remove picture" }));
  await user.press(page.getByRole("button", { name: "Save changes" }));
  await expect.poll(async () => ((await readApi("/users/profile/")) as { avatar: string | null }).avatar).toBeNull();
  // The file goes right after the row lets go of it.
  await expect.poll(async () => (await page.request.get(profile.avatar)).status()).toBe(404);
});
