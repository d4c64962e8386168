"use client";

import { classNames } from "@/components/ui/class-names";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import type { AskedField } from "@/lib/fields/schema";
import { askedName, type ShopFieldsProps } from "./asked-fields";
import type { FieldBinding } from "./use-app-form";

/** The controls of the fields that the shop has declared, as far apart as the form's others; of short ones two in a line. */
export function ShopFields({ form, fields }: ShopFieldsProps) {
  return (
    <div className="flex flex-wrap gap-[inherit]">
      {fields.map((field) => (
        <div key={field.key} className={classNames("min-w-0 grow basis-full", isShort(field) && "sm:basis-2/5")}>
          <ShopField asked={field} field={form.field(askedName(field.key) as never)} />
        </div>
      ))}
    </div>
  );
}

function isShort({ type }: AskedField): boolean {
  return type === "number" || type === "date";
}

const TEXTS = {
  text: {},
  email: { type: "email", autoCapitalize: "none", spellCheck: false, dir: "ltr" },
  url: { type: "url", autoCapitalize: "none", spellCheck: false, dir: "ltr" },
  number: { inputMode: "decimal" },
  date: { type: "date" },
} as const;

function ShopField({ asked, field }: { asked: AskedField; field: FieldBinding }) {
  const props = { ...field, hint: asked.hint };
  const { choices = [] } = asked;
  switch (asked.type) {
    case "multiline":
      return <TextAreaField {...props} />;
    case "boolean":
    case "choice":
      if (!asked.hasMany) return <RadioGroup {...props} options={choices} />;
      return (
        <SelectField {...props}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      );
    case "choices":
      return <RadioGroup {...props} type="checkbox" options={choices} />;
    default:
      return <TextField {...TEXTS[asked.type]} {...props} />;
  }
}
