/** A question as radio buttons hold it: the empty text until it is answered, or put off. */
type Answer = "" | "true" | "false" | "unanswered";

/** The registration as the form holds it, under the API's names. */
export type RegistrationValues = {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  password: string;
  add_loyalty: boolean;
  /** Empty for none. */
  date_of_birth: string;
  gender: "" | "female" | "male" | "none";
  email_allowed: Answer;
  sms_allowed: Answer;
  call_allowed: Answer;
  confirm: boolean;
};

export const EMPTY_REGISTRATION: RegistrationValues = {
  first_name: "",
  last_name: "",
  email: "",
  phone: "",
  password: "",
  add_loyalty: false,
  date_of_birth: "",
  gender: "",
  email_allowed: "",
  sms_allowed: "",
  call_allowed: "",
  confirm: false,
};

/** In the order in which they are asked for. */
export const REGISTRATION_FIELDS = [
  "first_name",
  "last_name",
  "email",
  "phone",
  "password",
  "add_loyalty",
  "date_of_birth",
  "gender",
  "email_allowed",
  "sms_allowed",
  "call_allowed",
  "confirm",
] as const satisfies readonly (keyof RegistrationValues)[];

/** Where these values are to be sent, and which dialogue that begins. */
export function registrationTarget({ add_loyalty: addLoyalty }: RegistrationValues) {
  return addLoyalty
    ? ({ path: "/api/users/register-with-loyalty/", purpose: "registration_with_loyalty" } as const)
    : ({ path: "/api/users/registration/", purpose: "registration" } as const);
}

/** The request's body. */
export function registrationRequest(values: RegistrationValues): Record<string, unknown> {
  const { add_loyalty: addLoyalty, date_of_birth: birthDate, gender, ...rest } = values;
  return {
    ...rest,
    // Missing rather than null where it is required: that is what the fault then says.
    ...(birthDate === "" ? (addLoyalty ? {} : { date_of_birth: null }) : { date_of_birth: birthDate }),
    gender: gender === "female" || gender === "male" ? gender : null,
    email_allowed: consentOf(rest.email_allowed),
    sms_allowed: consentOf(rest.sms_allowed),
    call_allowed: consentOf(rest.call_allowed),
    ...(addLoyalty && { add_loyalty: true }),
  };
}

function consentOf(answer: Answer): boolean | null {
  return answer === "true" ? true : answer === "false" ? false : null;
}
