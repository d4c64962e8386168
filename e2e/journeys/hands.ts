import { expect, type Locator, type Page } from "@playwright/test";
import { expectFocusKept, expectFocusSeen, tabTo } from "./focus";

/* How a shopper works a page: with a mouse, with a thumb on a phone, or with a keyboard and nothing else. */

export type Means = "mouse" | "touch" | "keyboard";

export type Hands = {
  means: Means;
  /** Presses a button or follows a link. */
  press(target: Locator): Promise<void>;
  /** Writes into a field, over what stands there. */
  write(field: Locator, text: string): Promise<void>;
  /** Gives a date, ISO 8601. */
  giveDate(field: Locator, day: string): Promise<void>;
  /** Takes one of a group of radio buttons. */
  choose(radio: Locator): Promise<void>;
  /** Ticks a box. */
  tick(box: Locator): Promise<void>;
  /** Takes an option of a list. */
  pick(list: Locator, option: string): Promise<void>;
  /** To one of the account's pages by the navigation. */
  goTo(name: string): Promise<void>;
  /**
   * Opens a dialogue, leaves it as one does who has thought better of it, whereupon the focus is where it was, and opens
   * it again.
   */
  open(opener: Locator, dialog: Locator): Promise<void>;
};

/** The hands of somebody who uses this page. */
export function handsOn(page: Page, means: Means): Hands {
  return means === "keyboard" ? keyboard(page) : pointer(page, means);
}

/** A mouse or a thumb. */
function pointer(page: Page, means: "mouse" | "touch"): Hands {
  const press = (target: Locator) => (means === "touch" ? target.tap() : target.click());
  const labelOf = (input: Locator) => input.locator("xpath=ancestor::label");
  return {
    means,
    press,
    write: async (field, text) => {
      await press(field);
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(text);
    },
    giveDate: async (field, day) => {
      await press(field);
      // In place of the browser's own calendar, which no page can see.
      await field.fill(day);
    },
    choose: (radio) => press(labelOf(radio)),
    tick: press,
    pick: async (list, option) => {
      await list.selectOption({ label: option });
    },
    goTo: async (name) => {
      const entry = navigation(page).getByRole("link", { name, exact: true });
      if (await entry.isVisible()) await press(entry);
      else {
        await press(navigation(page).getByRole("button", { name: "More" }));
        await press(page.getByRole("dialog", { name: "More" }).getByRole("link", { name, exact: true }));
      }
      await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    },
    open: async (opener, dialog) => {
      await press(opener);
      await press(dialog.getByRole("button", { name: "Close" }));
      await expect(dialog).toBeHidden();
      await expect(opener).toBeFocused();
      await press(opener);
      await expect(dialog).toBeVisible();
    },
  };
}

function navigation(page: Page): Locator {
  return page.getByRole("navigation", { name: "Account" });
}

/** Tab, arrows, Space, Enter, Escape and letters. */
function keyboard(page: Page): Hands {
  const key = (name: string) => page.keyboard.press(name);
  const press = async (target: Locator) => {
    await tabTo(page, target);
    await key("Enter");
  };
  return {
    means: "keyboard",
    press,
    write: async (field, text) => {
      await tabTo(page, field);
      await key("ControlOrMeta+A");
      await page.keyboard.type(text);
    },
    giveDate: async (field, day) => {
      await tabTo(page, field);
      const [year, month, date] = day.split("-");
      await page.keyboard.type(`${month}${date}${year}`);
      await expect(field).toHaveValue(day);
    },
    choose: async (radio) => {
      await tabTo(page, radio.locator("xpath=ancestor::fieldset"), { within: true });
      const isHere = () => radio.evaluate((element) => element === document.activeElement);
      // Arrows choose as they go; where nothing is chosen yet, Space takes the one that has the focus.
      while (!(await isHere())) await key("ArrowRight");
      if (!(await radio.isChecked())) await key("Space");
      await expectFocusSeen(page);
    },
    tick: async (box) => {
      await tabTo(page, box);
      await key("Space");
    },
    pick: async (list, option) => {
      await tabTo(page, list);
      await page.keyboard.type(option);
      await expect(list.locator("option:checked")).toHaveText(option);
    },
    goTo: async (name) => {
      await press(navigation(page).getByRole("link", { name, exact: true }));
      await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    },
    open: async (opener, dialog) => {
      await press(opener);
      await expect(dialog.locator(":focus")).toHaveCount(1);
      await expectFocusKept(page, dialog);
      await key("Escape");
      await expect(dialog).toBeHidden();
      await expect(opener).toBeFocused();
      await expectFocusSeen(page);
      await key("Enter");
      await expect(dialog).toBeVisible();
    },
  };
}
