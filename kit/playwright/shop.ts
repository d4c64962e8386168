import type { Locator, Page } from "@playwright/test";
import words from "./words.json" with { type: "json" };
import type { Language } from "./world";

/*
 * The shop's pages by role and label, as a person finds their way, in any of its languages. What they wait for may take as
 * long as the test.
 */

export type Word = keyof typeof words;

/** What the pages say in this language. @param values that a text mentions, such as a segment's name */
export function wordIn(language: Language, word: Word, values: Record<string, string> = {}): string {
  const text = words[word][language].replaceAll(/<\/?\w+>/g, "");
  return Object.entries(values).reduce((filled, [name, value]) => filled.replace(`{${name}}`, value), text);
}

const ENTRIES = {
  overview: "common.navigation.overview",
  profile: "common.navigation.profile",
  segments: "common.navigation.segments",
  security: "common.navigation.security",
  preferences: "common.navigation.preferences",
  privacy: "common.navigation.privacy",
  loyalty: "common.navigation.loyalty",
} as const satisfies Record<string, Word>;

export type Entry = keyof typeof ENTRIES;

export class ShopPages {
  constructor(
    readonly page: Page,
    readonly language: Language,
  ) {}

  word(word: Word, values?: Record<string, string>): string {
    return wordIn(this.language, word, values);
  }

  button(word: Word, values?: Record<string, string>): Locator {
    return this.page.getByRole("button", { name: this.word(word, values), exact: true });
  }

  field(word: Word): Locator {
    return this.page.getByLabel(this.word(word), { exact: true });
  }

  readonly heading = (): Locator => this.page.getByRole("heading", { level: 1 });

  /** Goes to one of the account's pages by the navigation. */
  async goTo(entry: Entry): Promise<void> {
    const navigation = this.page.getByRole("navigation", { name: this.word("common.navigation.label") });
    await navigation.getByRole("link", { name: this.word(ENTRIES[entry]), exact: true }).click();
    await this.heading()
      .filter({ hasText: this.word(ENTRIES[entry]) })
      .waitFor();
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.page.goto("/login");
    await this.field("auth.email").fill(email);
    await this.field("auth.password").fill(password);
    await this.button("auth.submit").click();
  }

  /** As far as the page that asks for the code. */
  async askForCode(phone: string): Promise<void> {
    await this.page.goto("/login?by=code");
    await this.field("auth.phoneNumber").fill(phone);
    await this.button("auth.sendCode").click();
    await this.field("verification.code").waitFor();
  }

  /** The last digit submits it. */
  async enterCode(code: string): Promise<void> {
    await this.field("verification.code").fill(code);
  }

  async switchSegment(name: string): Promise<void> {
    await this.button("segments.switchTo", { name }).click();
    const question = this.page.getByRole("dialog", { name: this.word("segments.dialog.title", { name }) });
    await question.getByRole("button", { name: this.word("segments.dialog.confirm") }).click();
    await this.currentPrices().filter({ hasText: name }).waitFor();
  }

  currentPrices(): Locator {
    return this.page.getByRole("region", { name: this.word("segments.activeTitle") });
  }

  /** Answers one of the questions of the preferences. @param question its words */
  async answer(question: string | RegExp, answer: "yes" | "no"): Promise<void> {
    const name = this.word(`consents.${answer}`);
    await this.page.getByRole("group", { name: question }).getByRole("radio", { name, exact: true }).check();
  }

  async deleteAccount(password: string): Promise<void> {
    await this.button("privacy.deletion.open").click();
    const question = this.page.getByRole("dialog", { name: this.word("privacy.deletion.dialogTitle") });
    await question.getByLabel(this.word("privacy.deletion.password"), { exact: true }).fill(password);
    await question.getByRole("button", { name: this.word("privacy.deletion.submit") }).click();
  }
}
