import { describe, expect, test } from "vitest";
import { parseShopConfig, type ShopConfig, ShopConfigError, textIn } from "@/lib/platform/shop/config";
import shopConfig from "@/shop.config";

const OWN: ShopConfig = {
  name: "Kiosk",
  tagline: "Open late",
  colors: { primary: "#5b21b6", accent: "#22d3ee" },
  languages: ["de", "en"],
};

/** @returns what is wrong with a shop that is ours but for these parts */
function problemsOf(parts: object): string[] {
  try {
    parseShopConfig({ ...OWN, ...parts }, process.cwd());
  } catch (error) {
    if (error instanceof ShopConfigError) return error.problems;
    throw error;
  }
  return [];
}

test("the demo's own is right, its files included", () => {
  expect(parseShopConfig(shopConfig, process.cwd())).toMatchObject({ name: "Sahil" });
});

test("a name, a line, two colours and a language are enough", () => {
  expect(parseShopConfig(OWN, process.cwd())).toMatchObject({
    name: "Kiosk",
    icons: { svg: "/icon.svg" },
    corners: 12,
    country: "TR",
    links: { more: [] },
    mail: {},
  });
});

test("a text is the same in every language, or one for each that is offered", () => {
  expect(textIn("Open late", "de")).toBe("Open late");
  expect(textIn({ de: "Lange offen", en: "Open late" }, "en")).toBe("Open late");
});

describe("refuses, each by its name,", () => {
  test.each<[string, object, string]>([
    ["a name that is none", { name: " " }, "name: Too small: expected string to have >=1 characters"],
    ["a colour by its name", { colors: { primary: "teal", accent: "#22d3ee" } }, "colors.primary: must be six"],
    ["a language that has no texts", { languages: ["en", "es"] }, "languages.1: Invalid option"],
    ["a default that is not offered", { defaultLanguage: "fr" }, "defaultLanguage: fr is not among languages"],
    ["a text that lacks a language", { tagline: { en: "Open late" } }, "tagline"],
    ["an address that is none", { links: { help: "help.html" } }, "links.help: Invalid URL"],
    ["an address that runs a script", { links: { help: "javascript:alert(1)" } }, "links.help: Invalid URL"],
    [
      "a logo that is not there",
      { logo: { light: "/no.svg", width: 90 } },
      "logo.light: there is no file public/no.svg",
    ],
    ["a file outside of public", { icons: { svg: "/../package.json" } }, "icons.svg: must be the address of a file"],
    ["a part that nobody knows", { colour: "red" }, 'Unrecognized key: "colour"'],
  ])("%s", (_what, parts, problem) => {
    expect(problemsOf(parts).join("\n")).toContain(problem);
  });

  test("colours that are too faint, as the pair and its contrast", () => {
    expect(problemsOf({ colors: { primary: "#ff3d7f", accent: "#22d3ee" } })).toContain(
      "colors: primary #ff3d7f on surface #ffffff (light) has a contrast of 3.37:1 and needs 4.5:1",
    );
  });
});
