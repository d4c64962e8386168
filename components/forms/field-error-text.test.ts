import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { identityRegistrationSchema, registrationSchema } from "@/components/registration/registration-schema";
import { welcomeSchema } from "@/components/registration/welcome-schema";
import { createTokenBody, freshSignInBody } from "@/lib/auth/access-schema";
import { renamePasskeyBody } from "@/lib/auth/passkey-schema";
import { codeSignInBody, recoverySignInBody, signInBody } from "@/lib/auth/schema";
import { changeEmailBody, changePasswordBody, resetPasswordBody, resetRequestBody } from "@/lib/credentials/schema";
import { accountProofBody } from "@/lib/loyalty/account-proof-schema";
import { addLoyaltyCardOtpBody, searchExistsBody, updateLoyaltyCardBody } from "@/lib/loyalty/schema";
import { formattingLocaleOf, LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { deletionBody } from "@/lib/privacy/schema";
import { updateProfileBody } from "@/lib/profile/schema";
import { registrationBody } from "@/lib/registration/schema";
import { textsOf, valuesIn } from "@/lib/testing/catalogues";
import { submissionBody } from "@/lib/verification/schema";
import { fieldErrorKey } from "./field-error-text";

/** Every form of the pages: what validates it, and the fields that it shows. */
const FORMS: [file: string, schemas: z.ZodType[], fields: string[]][] = [
  ["auth/code-sign-in-form.tsx", [codeSignInBody], ["phone"]],
  ["auth/sign-in-form.tsx", [signInBody], ["email", "password"]],
  ["credentials/new-password-form.tsx", [resetPasswordBody], ["new_password1", "new_password2"]],
  ["credentials/phone-reset-form.tsx", [codeSignInBody], ["phone"]],
  ["credentials/reset-request-form.tsx", [resetRequestBody], ["email"]],
  ["loyalty/link-form.tsx", [searchExistsBody], ["email", "date_of_birth"]],
  [
    "loyalty/member-form.tsx",
    [addLoyaltyCardOtpBody, updateLoyaltyCardBody],
    ["first_name", "last_name", "email", "phone", "date_of_birth", "gender"],
  ],
  ["loyalty/proof-forms.tsx", [accountProofBody], ["code", "date_of_birth"]],
  ["passkeys/rename-passkey-dialog.tsx", [renamePasskeyBody], ["name"]],
  ["privacy/deletion-form.tsx", [deletionBody.pick({ password: true }).required()], ["password"]],
  ["profile/email-form.tsx", [changeEmailBody], ["email", "emailConfirm", "password"]],
  ["profile/phone-form.tsx", [updateProfileBody.pick({ phone: true }).required()], ["phone"]],
  [
    "profile/profile-form.tsx",
    [updateProfileBody],
    ["avatar", "first_name", "last_name", "date_of_birth", "gender", "language_code"],
  ],
  ["registration/identity-registration-form.tsx", [identityRegistrationSchema({ confirm: false })], ["confirm"]],
  [
    "registration/registration-form.tsx",
    [registrationSchema({ confirm: false })],
    ["first_name", "last_name", "email", "phone", "password", "confirm"],
  ],
  [
    "registration/welcome-form.tsx",
    [welcomeSchema({ card: false }), welcomeSchema({ card: true })],
    ["date_of_birth", "gender"],
  ],
  ["security/fresh-sign-in-form.tsx", [freshSignInBody], ["password", "code"]],
  ["security/password-form.tsx", [changePasswordBody], ["old_password", "new_password1", "new_password2"]],
  ["security/token-form.tsx", [createTokenBody], ["name", "days"]],
  ["verification/recovery-form.tsx", [recoverySignInBody.pick({ password: true })], ["password"]],
  ["verification/use-code-form.ts", [submissionBody.pick({ code: true }).required()], ["code"]],
];

/** What people, and browsers on their behalf, put into fields. */
const INPUT = [
  ...[undefined, "", " ", false, 0, 0.5, 99_999, "none of these", "short", "12", "7".repeat(30)],
  ...["x".repeat(300), "Ada\u0000", "Ada\u202e", "\u3164", "1890-12-31", "2990-01-01", "2023-02-29"],
  ...["ömer@example.com", "ada@gmaıl.com", "nobody@", "ada@example.com", "correct horse battery"],
];

/** Of an API's request that no page makes, or of what no page asks. */
const NEVER_ON_PAGES = [
  ...["attributes_key", "attributes_keys", "attributes_size", "attributes_value", "avatar_url", "form"],
  ...["price_list", "price_list_code", "setting", "webhook_disabled"],
  ...["idempotency_key", "instant", "json", "json_depth", "json_object", "not_object", "one_account"],
  ...["reversal_points", "sign_in", "too_early", "too_short", "username", "username_taken", "whole_number"],
];

const [EXAMPLE] = (registrationBody.meta()?.examples ?? []) as object[];

type Fault = { field: string; rule: string; values: Record<string, string | number> };

/** Whatever a field can have wrong, each rule once. */
function faultsOf(schemas: z.ZodType[], field: string): Fault[] {
  const faults = new Map<string, Fault>();
  for (const schema of schemas) {
    for (const input of INPUT) {
      const { error } = schema.safeParse({ ...EXAMPLE, [field]: input });
      for (const issue of error?.issues.filter(({ path }) => path[0] === field) ?? []) {
        // Of a field that is not there at all, which a form's always is.
        if (issue.message.includes("nonoptional")) continue;
        const values = issue.code === "custom" ? (issue.params ?? {}) : {};
        faults.set(issue.message, { field, rule: issue.message, values });
      }
    }
  }
  return [...faults.values()];
}

const ALL_FAULTS = FORMS.flatMap(([, schemas, fields]) => fields.flatMap((field) => faultsOf(schemas, field)));
const API_RULES = Object.keys(API_MESSAGES.en.fields);

/** The group `fields` of a language, by its dotted keys. */
function sentencesIn(language: Language): Map<string, string> {
  const own = textsOf("pages", language).filter(([path]) => path.startsWith("fields."));
  return new Map(own.map(([path, text]) => [path.slice("fields.".length), text]));
}

const english = sentencesIn("en");
const keyOf = (field: string, rule: string) => fieldErrorKey(field, rule, (key) => english.has(key));

test("the forms are all of the pages' forms", () => {
  const forms = readdirSync("components", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("forms/"))
    .filter((file) => /\buseAppForm[<(]/.test(readFileSync(`components/${file}`, "utf8")));
  expect(FORMS.map(([file]) => file)).toEqual(forms.sort());
});

describe.each(FORMS)("the form of %s", (_file, schemas, fields) => {
  const faults = fields.flatMap((field) => faultsOf(schemas, field));

  test.each(LANGUAGES)(
    "has a sentence in %s for whatever its fields can have wrong, and none is the API's",
    (language) => {
      const texts = sentencesIn(language);
      const ofTheApi = new Set(Object.values(API_MESSAGES[language].fields));
      const translate = createTranslator({
        locale: formattingLocaleOf(language),
        messages: Object.fromEntries([...texts].map(([key, text]) => [key.replace(".", "/"), text])),
      }) as unknown as (key: string, values: object) => string;
      for (const { field, rule, values } of faults) {
        const key = fieldErrorKey(field, rule, (one) => texts.has(one));
        expect(key, `${field}: ${rule}`).toBeDefined();
        expect(ofTheApi).not.toContain(texts.get(key ?? ""));
        expect(translate(key?.replace(".", "/") ?? "", values)).toMatch(/^\p{L}[^{}]+$/u);
      }
    },
  );

  test("asks for each field that is missing by its name", () => {
    const asked = faults.filter(({ rule }) => ["required", "blank", "null"].includes(rule));
    const keys = new Map(asked.map(({ field, rule }) => [field, keyOf(field, rule) ?? ""]));
    for (const [field, key] of keys) expect(key).toBe(`${field}.missing`);
    const sentences = [...keys.values()].map((key) => english.get(key));
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

test("what only the server can find wrong has a sentence too, with no value that it does not send", () => {
  // Fields that a shop has declared bring theirs along: app/asked-fields.ts.
  const ofShopFields = textsOf("pages", "en").map(([path]) => path.replace("shopFields.rules.", ""));
  const unsaid = API_RULES.filter((rule) => keyOf("", rule) === undefined && !ofShopFields.includes(rule));
  expect(unsaid.sort()).toEqual(NEVER_ON_PAGES.sort());
  for (const rule of API_RULES) {
    const sent = valuesIn(API_MESSAGES.en.fields[rule as "invalid"]);
    const mentioned = valuesIn(english.get(keyOf("", rule) ?? "") ?? "");
    expect(
      mentioned.filter((name) => !sent.includes(name)),
      rule,
    ).toEqual([]);
  }
});

test("no sentence is left over", () => {
  const used = [
    ...ALL_FAULTS.map(({ field, rule }) => keyOf(field, rule)),
    ...API_RULES.map((rule) => keyOf("", rule)),
    // Found by the page itself.
    "rules.image_large",
  ];
  expect([...english.keys()].filter((key) => !used.includes(key))).toEqual([]);
});
