import { getFormatter, getTranslations } from "next-intl/server";
import { getPageLanguage } from "@/app/page-language";
import type { AskedFields } from "@/components/forms/asked-fields";
import type { Fact } from "@/components/ui/fact-list";
import { isUnanswered } from "@/lib/fields/attributes-schema";
import { missingFields } from "@/lib/fields/rules";
import type { AskedField, FieldRule } from "@/lib/fields/schema";
import type { Field, FieldPlace } from "@/lib/fields/service";
import { textIn } from "@/lib/platform/shop/config";

/* The fields of shop.fields.ts as pages show them: texts in the page's language, and nothing that a page does not need. */

/** A word of next.config.mjs, which the build replaces. */
declare const SHOP_HAS_FIELDS: boolean;

/** More are a list to open. */
const RADIOS_MAX = 5;

/**
 * The fields that the form at a place asks; undefined for none.
 * @param isChange of what has been answered before, and can be taken back
 */
export async function findAskedFields(
  fields: readonly Field[],
  place: FieldPlace,
  isChange = place === "profile",
): Promise<AskedFields | undefined> {
  const asked = fields.filter(({ access, on }) => access === "shopper" && on.includes(place));
  if (asked.length === 0) return undefined;
  // A page has the scripts of all that it imports, shown or not: what the build knows not to be needed is not imported.
  if (SHOP_HAS_FIELDS) {
    const [{ ShopFields }, t] = await Promise.all([
      import("@/components/forms/shop-fields"),
      getTranslations("shopFields"),
    ]);
    const shown = await Promise.all(asked.map((field) => toAskedField(field, place, isChange)));
    return { title: t("title"), fields: shown, ShopFields };
  }
}

async function toAskedField(field: Field, place: FieldPlace, isChange: boolean): Promise<AskedField> {
  const { label, hint, on: _on, access: _access, required, programme: _programme, ...rule } = field;
  const [t, language] = await Promise.all([getTranslations("loyalty.fields"), getPageLanguage()]);
  // On the profile all fields may stay empty, and what is missing is told elsewhere.
  const isOptional = place !== "profile" && !required;
  const name = textIn(label, language);
  return {
    ...rule,
    ...("options" in rule && { options: rule.options.map(({ value }) => ({ value })) }),
    isRequired: place !== "profile" && required,
    label: isOptional ? t("optional", { label: name }) : name,
    ...(hint && { hint: textIn(hint, language) }),
    // Nothing is chosen beforehand, but what was can be taken back.
    ...(await choicesOf(field, { withNone: isChange && !required })),
    errors: await errorsOf(rule),
  } as AskedField;
}

async function choicesOf(
  field: Field,
  { withNone }: { withNone: boolean },
): Promise<Pick<AskedField, "choices" | "hasMany">> {
  const [t, about, language] = await Promise.all([
    getTranslations("shopFields"),
    getTranslations("profile.about"),
    getPageLanguage(),
  ]);
  const none = withNone ? [{ value: "", label: about("noAnswer") }] : [];
  if (field.type === "boolean") return { choices: [...(await answers()), ...none] };
  if (!("options" in field)) return {};
  const choices = field.options.map(({ value, label }) => ({ value, label: textIn(label, language) }));
  if (field.type === "choices") return { choices };
  if (choices.length <= RADIOS_MAX) return { choices: [...choices, ...none] };
  const [first = { value: "", label: t("choose") }] = none;
  return { hasMany: true, choices: [first, ...choices] };
}

async function answers() {
  const t = await getTranslations("consents");
  return [
    { value: "true", label: t("yes") },
    { value: "false", label: t("no") },
  ];
}

async function errorsOf(rule: FieldRule): Promise<Record<string, string>> {
  const [t, fields, format] = await Promise.all([
    getTranslations("shopFields.rules"),
    getTranslations("fields.rules"),
    getFormatter(),
  ]);
  const day = (date: string) => format.dateTime(new Date(date), { dateStyle: "long" });
  switch (rule.type) {
    case "text":
    case "multiline":
      return rule.min > 0 ? { too_short: fields("password_short", { min: rule.min }) } : {};
    case "url":
      return { url: t("url") };
    case "number":
      return {
        ...(rule.whole ? { not_number: t("not_number") } : { number: t("number") }),
        ...(rule.min !== undefined && { too_small: t("too_small", { min: rule.min }) }),
        ...(rule.max !== undefined && { too_large: t("too_large", { max: rule.max }) }),
      };
    case "date":
      return {
        ...(rule.min !== undefined && { date_min: t("date_min", { min: day(rule.min) }) }),
        ...(rule.max !== undefined && rule.max !== "today" && { date_max: t("date_max", { max: day(rule.max) }) }),
      };
    case "choices":
      return rule.max === undefined ? {} : { too_many: t("too_many", { max: rule.max }) };
    default:
      return {};
  }
}

/** What the profile lacks of the fields that the shop requires. */
export async function findMissingFields(
  fields: readonly Field[],
  attributes: Record<string, unknown>,
): Promise<{ key: string; label: string }[]> {
  const language = await getPageLanguage();
  return missingFields(attributes, fields).map(({ key, label }) => ({ key, label: textIn(label, language) }));
}

/** What the back office has written for the customer to read. */
export async function findRecordedFields(
  fields: readonly Field[],
  attributes: Record<string, unknown>,
): Promise<Fact[]> {
  const readable = fields.filter(({ key, access }) => access === "read_only" && !isUnanswered(attributes[key]));
  const language = await getPageLanguage();
  return Promise.all(
    readable.map(async (field) => ({
      term: textIn(field.label, language),
      value: await shownValue(field, attributes[field.key]),
    })),
  );
}

/** A value as people write it; one that is none of the field's any more as it is stored. */
async function shownValue(field: Field, value: unknown): Promise<string> {
  const format = await getFormatter();
  if (field.type === "date" && typeof value === "string" && !Number.isNaN(Date.parse(value))) {
    return format.dateTime(new Date(value), { dateStyle: "long" });
  }
  if (field.type === "number" && typeof value === "number") return format.number(value, { maximumFractionDigits: 15 });
  const { choices = [] } = await choicesOf(field, { withNone: false });
  return format.list(
    [value].flat().map((one) => choices.find((choice) => choice.value === `${one}`)?.label ?? `${one}`),
  );
}
