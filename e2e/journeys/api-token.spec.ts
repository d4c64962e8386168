import { newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";
import { expect, test } from "@/e2e/fixtures/world-test";

test("a token is made, shown once, used by a program, and revoked", async ({
  page,
  context,
  user,
  readApi,
  playwright,
  baseURL,
  extraHTTPHeaders,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const customer = newCustomer();
  await registerByApi(page, customer);
  await page.goto("/account");
  await user.goTo("Security");
  const tokens = page.getByRole("region", { name: "For developers" });
  const folded = tokens.locator("summary");
  await user.press(folded);
  await user.fill(tokens.getByLabel("Name", { exact: true }), "Till at the harbour");
  await user.select(tokens.getByLabel("Valid for"), "30 days");
  await user.press(tokens.getByRole("button", { name: "Create token" }));
  const shown = tokens.getByRole("region", { name: "Your new token “Till at the harbour”" });
  await expect(shown).toBeFocused();
  await user.press(shown.getByRole("button", { name: "Copy" }));
  await expect(shown.getByRole("button", { name: "Copied" })).toBeFocused();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(await shown.getByRole("code").textContent()).toBe(token);

  const headers = { ...extraHTTPHeaders, authorization: `Token ${token}` };
  const program = await playwright.request.newContext({ baseURL, extraHTTPHeaders: headers });
  const written = await program.patch("/users/profile/", { data: { first_name: "Program" } });
  expect(written.status()).toBe(200);
  expect(await readApi("/users/profile/")).toMatchObject({ email: customer.email, first_name: "Program" });
  await page.reload();
  await user.press(folded);
  await expect(tokens).not.toContainText(token);
  await expect(tokens.getByRole("listitem")).toContainText("Last used:");

  const question = page.getByRole("dialog", { name: "Revoke “Till at the harbour”?" });
  await user.openDialog(tokens.getByRole("button", { name: "Revoke Till at the harbour" }), question);
  expect((await program.get("/users/profile/")).status()).toBe(200);
  await user.press(question.getByRole("button", { name: "Revoke" }));
  await expect(page.getByRole("status").filter({ hasText: "Token revoked" })).toBeVisible();
  await expect(tokens).toContainText("You don’t have any API tokens.");
  await expect(page.getByRole("heading", { name: "For developers" })).toBeFocused();
  expect((await program.get("/users/profile/")).status()).toBe(401);
  await program.dispose();
  expect(await readApi("/api/users/tokens/")).toEqual({ tokens: [] });
  await page.reload();
  await expect(tokens).toContainText("You don’t have any API tokens.");
});
