import { message, profileAwaited, wholeProfileAwaited } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { PASSWORD, profile, verification } from "@/app/docs/examples";
import type { ErrorCode } from "@/lib/platform/errors";
import { profileResponse, userResponse } from "@/lib/profile/schema";

const REFUSALS: ErrorCode[] = [
  "sms_verification_100_1",
  "sms_verification_100_2",
  "sms_verification_100_4",
  "kvkk_service_100_2",
  "precondition_failed",
  "throttled",
];

const VERSIONS = "The answer carries an ETag; sent back as If-Match, a change made meanwhile is not overwritten: 412.";

export const profileGroup: EndpointGroup = {
  id: "profile",
  title: "Profile",
  text: "What the shop knows about the customer. Consents have three values: null means never asked.",
  endpoints: [
    {
      path: "/users/profile/",
      load: () => import("@/app/api/users/profile/route"),
      source: "profile-and-segments",
      operations: {
        GET: {
          summary: "Get the profile",
          notes: ["genders are labelled in the answer's language. With If-None-Match: 304 when nothing changed."],
          answers: { 200: { text: "The profile.", schema: profileResponse, example: profile } },
        },
        PATCH: {
          summary: "Change the profile",
          notes: [
            "Only what is sent is changed. A new phone begins the dialogue: until the code comes back the old number stays. Where the store is configured so (kvkk), a changed consent needs a code too.",
            "A picture comes as multipart/form-data: JPEG, PNG or WebP up to 2 MB; null removes it.",
            VERSIONS,
          ],
          request: { first_name: "John", last_name: "Doe", call_allowed: false },
          answers: {
            200: {
              text: "Changed. For resend: {message}.",
              schema: profileResponse.or(message),
              example: { ...profile, call_allowed: false },
            },
            202: {
              text: "A code was sent to the new phone; the present values.",
              schema: profileAwaited,
              example: {
                email_allowed: true,
                sms_allowed: true,
                call_allowed: null,
                avatar: null,
                email: profile.email,
                date_of_birth: profile.date_of_birth,
                language_code: "en-us",
                date_joined: profile.date_joined,
                verification: verification("phone_change"),
              },
            },
          },
          refusals: REFUSALS,
        },
      },
    },
    {
      path: "/users/profile-with-loyalty/",
      load: () => import("@/app/api/users/profile-with-loyalty/route"),
      source: "profile-and-segments",
      operations: {
        GET: {
          summary: "Get the profile, as it goes with a card",
          notes: ["The same as /users/profile/."],
          answers: { 200: { text: "The profile.", schema: profileResponse, example: profile } },
        },
        PATCH: {
          summary: "Change the profile and the loyalty account with it",
          notes: ["Here a changed phone needs a code whatever the store's policy is. There is no avatar.", VERSIONS],
          request: {
            phone: "+905551234555",
            date_of_birth: "1990-01-01",
            gender: "male",
            attributes: { preferred_language: "English" },
          },
          answers: {
            200: { text: "Changed. For resend: {message}.", schema: profileResponse.or(message), example: profile },
            202: {
              text: "A code was sent to the new phone; the whole profile as it is.",
              schema: wholeProfileAwaited,
              example: { ...profile, verification: verification("phone_change") },
            },
          },
          refusals: REFUSALS,
        },
      },
    },
    {
      path: "/users/user/",
      load: () => import("@/app/api/users/user/route"),
      source: "profile-and-segments",
      operations: {
        GET: {
          summary: "Get the user",
          answers: {
            200: {
              text: "Username, address and names.",
              schema: userResponse,
              example: { username: "john.doe", email: profile.email, first_name: "John", last_name: "Doe" },
            },
          },
        },
      },
    },
    {
      path: "/users/email-change/",
      load: () => import("@/app/api/users/email-change/route"),
      source: "storefront client",
      operations: {
        POST: {
          summary: "Ask for another email address",
          notes: [
            "A link goes to the new address and a notice to the old one, which stays until the link is followed. An address that is taken gets a notice instead; the answer is the same.",
          ],
          request: { email: "john@example.com", emailConfirm: "john@example.com", password: PASSWORD },
          answers: { 200: { text: "The link is on its way.", schema: message, example: { message: "success" } } },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/users/email-set-primary/{token}/",
      load: () => import("@/app/api/users/email-set-primary/[token]/route"),
      source: "storefront client",
      params: { token: { text: "From the mailed link.", example: "5f3c…" } },
      operations: {
        GET: {
          summary: "Confirm another email address",
          notes: ["A browser (Accept: text/html) is led to the profile page with 303 whatever came of it."],
          answers: {
            200: { text: "The address is changed.", schema: message, example: { message: "success" } },
            303: { text: "For browsers: on to the profile page." },
          },
          refusals: ["not_found"],
        },
      },
    },
  ],
};
