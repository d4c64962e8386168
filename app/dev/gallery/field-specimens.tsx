import { PasswordField } from "@/components/ui/password-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { Focused, State, States } from "./frame";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";

/** What is typed or chosen in. */
export function FieldSpecimens({ look }: { look: Look }) {
  const t = samplesOf(look.dir);
  const name = (field: string) => `${field}-${lookName(look)}`;
  const options = t.options.map((option) => <option key={option}>{option}</option>);
  return (
    <States>
      <State name="text, filled in">
        <TextField name={name("text")} label={t.label} defaultValue={t.value} />
      </State>
      <State name="focus">
        <Focused>
          <TextField name={name("focused")} label={t.label} defaultValue={t.value} />
        </Focused>
      </State>
      <State name="empty, with a hint and a placeholder">
        <TextField name={name("hint")} label={t.label} hint={t.hint} placeholder={t.placeholder} />
      </State>
      <State name="with an error">
        <TextField name={name("error")} label={t.label} error={t.error} />
      </State>
      <State name="disabled">
        <TextField name={name("disabled")} label={t.label} defaultValue={t.value} disabled />
      </State>
      <State name="long texts, hint and error">
        <TextField
          name={name("long")}
          label={t.longLabel}
          hint={t.hint}
          error={t.longError}
          defaultValue={`${t.paragraph}`}
        />
      </State>
      <State name="a phone, from left to right">
        <TextField name={name("phone")} label={t.terms[0] ?? ""} defaultValue="+90 532 123 45 67" dir="ltr" />
      </State>
      <State name="password">
        <PasswordField name={name("password")} label={t.password} showLabel={t.show} defaultValue="lighthouse" />
      </State>
      <State name="password with an error">
        <PasswordField name={name("faulty-password")} label={t.password} showLabel={t.show} error={t.error} />
      </State>
      <State name="select">
        <SelectField name={name("select")} label={t.select}>
          {options}
        </SelectField>
      </State>
      <State name="select, focus">
        <Focused>
          <SelectField name={name("focused-select")} label={t.select}>
            {options}
          </SelectField>
        </Focused>
      </State>
      <State name="select with an error">
        <SelectField name={name("faulty-select")} label={t.select} error={t.error}>
          {options}
        </SelectField>
      </State>
      <State name="select, disabled">
        <SelectField name={name("disabled-select")} label={t.select} disabled>
          {options}
        </SelectField>
      </State>
    </States>
  );
}
