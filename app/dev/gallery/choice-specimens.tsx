import { CheckboxField } from "@/components/ui/checkbox-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Focused, State, States } from "./frame";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";

/** Boxes to tick and choices of one among few. */
export function ChoiceSpecimens({ look }: { look: Look }) {
  const t = samplesOf(look.dir);
  const name = (field: string) => `${field}-${lookName(look)}`;
  const options = t.answers.map((label, index) => ({ value: String(index), label }));
  return (
    <States>
      <State name="checkbox">
        <CheckboxField name={name("box")} label={t.consent} />
      </State>
      <State name="ticked, with a hint">
        <CheckboxField name={name("ticked")} label={t.consent} hint={t.consentHint} defaultChecked />
      </State>
      <State name="focus">
        <Focused>
          <CheckboxField name={name("focused-box")} label={t.consent} defaultChecked />
        </Focused>
      </State>
      <State name="with an error">
        <CheckboxField name={name("faulty-box")} label={t.consent} error={t.consentError} />
      </State>
      <State name="disabled">
        <CheckboxField name={name("disabled-box")} label={t.consent} disabled />
      </State>
      <State name="disabled and ticked">
        <CheckboxField name={name("disabled-ticked")} label={t.consent} defaultChecked disabled />
      </State>
      <State name="long text">
        <CheckboxField name={name("long-box")} label={t.long} hint={t.paragraph} />
      </State>
      <State name="radio group">
        <RadioGroup name={name("radio")} label={t.legend} options={options} defaultValue="0" />
      </State>
      <State name="nothing chosen, with a hint">
        <RadioGroup name={name("unanswered")} label={t.legend} options={options} hint={t.consentHint} />
      </State>
      <State name="focus">
        <Focused>
          <RadioGroup name={name("focused-radio")} label={t.legend} options={options} defaultValue="1" />
        </Focused>
      </State>
      <State name="with an error">
        <RadioGroup name={name("faulty-radio")} label={t.legend} options={options} error={t.consentError} />
      </State>
      <State name="disabled">
        <RadioGroup name={name("disabled-radio")} label={t.legend} options={options} defaultValue="2" disabled />
      </State>
      <State name="long texts" wide>
        <RadioGroup
          name={name("long-radio")}
          label={t.longLabel}
          options={[{ value: "0", label: t.long }, ...options]}
          defaultValue="0"
        />
      </State>
    </States>
  );
}
