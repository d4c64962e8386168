import { message, registered, registrationAwaited, sessionKey } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { profile, registering, registration, verification } from "@/app/docs/examples";
import type { ErrorCode } from "@/lib/platform/errors";

const REFUSALS: ErrorCode[] = [
  "sms_verification_100_1",
  "sms_verification_100_2",
  "sms_verification_100_4",
  "kvkk_service_100_2",
  "throttled",
];

/** Why the first answer says nothing about who has an account already. */
const TAKEN =
  "A phone or email address that is taken is told only once the phone is proved: 400 on the field. Before that, taken and free ones get the same 202.";

export const registrationGroup: EndpointGroup = {
  id: "registration",
  title: "Registration",
  text: "In two steps, tied together by the guest session whose cookie comes with the first answer.",
  endpoints: [
    {
      path: "/users/registration/",
      load: () => import("@/app/api/users/registration/route"),
      usesCookies: true,
      source: "storefront client",
      operations: {
        POST: {
          summary: "Register",
          notes: [TAKEN, "Booleans may be words, the gender may be none, and keys that are not listed are ignored."],
          request: { ...registration, confirm: true },
          answers: {
            202: {
              text: "A code was sent; nothing exists yet.",
              schema: registrationAwaited,
              example: { ...registering, verification: verification("registration") },
            },
            200: { text: "For resend: a new code was sent.", schema: message, example: { message: "success" } },
            201: { text: "Registered and signed in.", schema: sessionKey, example: { key: "55a0acc4…" } },
          },
          refusals: REFUSALS,
        },
      },
    },
    {
      path: "/users/register-with-loyalty/",
      load: () => import("@/app/api/users/register-with-loyalty/route"),
      usesCookies: true,
      source: "profile-and-segments",
      operations: {
        POST: {
          summary: "Register, with a loyalty card if wanted",
          notes: [
            TAKEN,
            "With add_loyalty the account of the programme is found by the proved phone and linked, or else created. If the programme is down, the customer is registered all the same, and the card follows by itself.",
          ],
          request: { ...registration, add_loyalty: true },
          answers: {
            202: {
              text: "A code was sent; nothing exists yet.",
              schema: registrationAwaited,
              example: { ...registering, verification: verification("registration_with_loyalty") },
            },
            200: { text: "For resend: a new code was sent.", schema: message, example: { message: "success" } },
            201: {
              text: "Registered and signed in.",
              schema: registered,
              example: {
                ...profile,
                first_name: "Jane",
                last_name: "Roe",
                email: "jane@example.com",
                gender: "female",
                loyalty: { status: "joined" },
              },
            },
          },
          refusals: [...REFUSALS, "loyalty_100_2", "loyalty_100_3"],
        },
      },
    },
  ],
};
