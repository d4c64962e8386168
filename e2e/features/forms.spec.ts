import type { Locator, Page, Request } from "@playwright/test";
import { FORMS, type ShopForm } from "@/e2e/fixtures/forms";
import { recordLiveRegions, takeAnnouncements } from "@/e2e/fixtures/live-regions";
import { forgetSession } from "@/e2e/fixtures/new-customer";
import { followRequests } from "@/e2e/fixtures/page-loading";
import { atTheirShops, expect, test } from "@/e2e/fixtures/world-test";

/* What happens to people in the middle of a form, one thing after the other. */

atTheirShops(FORMS, (form) => {
  test(`the form "${form.name}": loses nothing typed, and is sent once when pressed twice`, async ({
    page,
    context,
    as,
    world,
  }) => {
    await recordLiveRegions(page);
    const untilLoaded = followRequests(page);
    const visit = await form.reach(page, { as, world });
    const writes = writesOf(page, form);
    // A dialog's button may have its opener's name, and comes after it.
    const submit = page.getByRole("button", { name: form.submit, exact: true }).last();
    await form.fill(page, visit);
    const typed = await valuesOf(page);

    if (form.isGuarded) {
      await test.step("leaving asks first", async () => {
        const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
        await page.getByRole("link", { name: "Overview" }).click();
        await dialog.getByRole("button", { name: "Keep editing" }).click();
        await expect(dialog).toBeHidden();
        await pressBack(page);
        await expect(dialog).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(dialog).toBeHidden();
        await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
        await dialog.getByRole("button", { name: "Keep editing" }).click();
        await expect(dialog).toBeHidden();
        expect(await valuesOf(page)).toEqual(typed);
        expect((await page.request.get("/users/profile/")).status()).toBe(200);
      });

      await test.step("another language changes nothing that was typed", async () => {
        await chooseLanguage(page, "Language and appearance", "Deutsch");
        // The language itself is one of the profile's fields.
        const { language_code: _, ...text } = typed;
        expect(await valuesOf(page)).toMatchObject(text);
        await chooseLanguage(page, "Sprache und Darstellung", "English");
        expect(await valuesOf(page)).toEqual(typed);
      });
    }

    await test.step("a lost connection is announced once", async () => {
      await untilLoaded();
      await context.setOffline(true);
      await expect(page.getByRole("alert").filter({ hasText: "You’re offline" })).toBeVisible();
      await takeAnnouncements(page);
      await submit.click();
      await expect(page.getByRole("alert").filter({ hasText: "We couldn’t reach the shop" })).toBeVisible();
      expect(await announcementsOfSending(page)).toEqual([expect.stringContaining("We couldn’t reach the shop")]);
      expect(await valuesOf(page)).toEqual(typed);
      await context.setOffline(false);
      await expect(page.getByRole("alert").filter({ hasText: "You’re offline" })).toHaveCount(0);
    });

    if (visit.isSignedIn) {
      await test.step("after the session ends, a new sign-in leads back to what was typed", async () => {
        const place = page.url();
        await forgetSession(page);
        await submit.click();
        await expect(page).toHaveURL(/\/login\?next=/);
        expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(visit.password);
        await page.getByLabel("Email address").fill(visit.email);
        await page.getByLabel("Password", { exact: true }).fill(visit.password);
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await expect(page).toHaveURL(place);
        await expect.poll(() => valuesOf(page)).toEqual(typed);
      });
      if (form.name === "deletion") await page.getByRole("button", { name: "Delete my account" }).click();
      await form.fill(page, visit);
    }

    await test.step("pressed twice, it is sent once and its outcome announced once", async () => {
      await takeAnnouncements(page);
      writes.length = 0;
      await pressTwice(submit);
      if (form.done instanceof Function) await form.done(page);
      else await expect(page).toHaveURL(form.done);
      if (form.announces) {
        const heard: string[] = [];
        const hear = async () => {
          heard.push(...(await announcementsOfSending(page)));
          return heard;
        };
        await expect.poll(hear).toEqual([expect.stringMatching(form.announces)]);
      }
      expect(writes.map((request) => request.method())).toEqual([form.write.method]);
    });

    await test.step("going back sends nothing again", async () => {
      await page.goBack();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      expect(writes).toHaveLength(1);
    });
  });
});

/** By the header. @param opener the button's name in the page's language */
async function chooseLanguage(page: Page, opener: string, language: string): Promise<void> {
  const html = page.locator("html");
  const before = await html.getAttribute("lang");
  await page.getByRole("button", { name: opener }).click();
  await page.getByRole("dialog").getByRole("radio", { name: language, exact: true }).click();
  await expect(html).not.toHaveAttribute("lang", before ?? "");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Without how the number was understood: what that takes is fetched on first use, so it may come at any time. */
async function announcementsOfSending(page: Page): Promise<string[]> {
  return (await takeAnnouncements(page)).filter((text) => !text.startsWith("We’ll use"));
}

/** The requests by which a form is sent, as they are made. */
function writesOf(page: Page, { write }: ShopForm): Request[] {
  const writes: Request[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === write.method && pathname.startsWith(write.path)) writes.push(request);
  });
  return writes;
}

/** Faster than anything on the page can move from under the second press. */
async function pressTwice(button: Locator): Promise<void> {
  await button.evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });
}

/** The browser's own button; unlike `goBack` it does not wait for a page that may not come. */
async function pressBack(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const { currentIndex, entries } = await browser.send("Page.getNavigationHistory");
  await browser.send("Page.navigateToHistoryEntry", { entryId: entries[currentIndex - 1]?.id ?? 0 });
  await browser.detach();
}

/** What stands in the page's fields; of passwords nothing, since none is ever kept. */
function valuesOf(page: Page): Promise<Record<string, string | boolean>> {
  return page.evaluate(() => {
    const values: Record<string, string | boolean> = {};
    for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("main :is(input, select)")) {
      if (field.type === "password" || field.type === "file" || field.name === "username") continue;
      const isTicked = field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type);
      values[isTicked ? `${field.name}=${field.value}` : field.name] = isTicked ? field.checked : field.value;
    }
    return values;
  });
}
