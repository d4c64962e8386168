import { expect, test } from "./journey";

test("Arabic runs from right to left, phone numbers do not", async ({ page, baseURL }) => {
  await page.context().addCookies([{ name: "locale", value: "ar", url: baseURL ?? "" }]);
  await page.request.post("/users/login/", {
    data: { email: "yahya.alghamdi@example.com", password: "SecurePassword123" },
  });
  await page.goto("/account/profile");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  const phone = page.getByText("+966123457799");
  await expect(phone).toHaveText("+966123457799");
  expect(await phone.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
});

test("without a choice the page speaks the customer's language, and the chosen one wins", async ({
  page,
  signInAs,
  baseURL,
}) => {
  await page.request.post("/users/login/", {
    data: { email: "can.yilmaz@example.com", password: "SecurePassword123" },
  });
  await page.goto("/account");
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await page.context().addCookies([{ name: "locale", value: "de", url: baseURL ?? "" }]);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await signInAs("reader");
});

test("a language saved in the profile applies at once", async ({ page, signInAs, readApi }) => {
  await signInAs("polyglot");
  await page.goto("/account/profile");
  await page.getByLabel("Language", { exact: true }).selectOption({ label: "Türkçe" });
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  expect(await readApi("/users/profile/")).toMatchObject({ language_code: "tr-tr" });
});
