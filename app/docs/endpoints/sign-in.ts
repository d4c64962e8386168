import { codeAwaited, csrfToken, message, nothing, sessionKey, signedIn } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { CODE, PASSWORD, profile, verification } from "@/app/docs/examples";
import { currentUserResponse } from "@/lib/auth/schema";
import { PURPOSES, verificationResponse } from "@/lib/verification/schema";

export const signInGroup: EndpointGroup = {
  id: "signing-in",
  title: "Signing in",
  text: "A session in a cookie, by password or by a code. For a token instead, see customers/me.",
  endpoints: [
    {
      path: "/csrf_token/",
      load: () => import("@/app/api/csrf_token/route"),
      usesCookies: true,
      source: "storefront client",
      operations: {
        GET: {
          summary: "Get a CSRF token",
          notes: ["The same value is set as the cookie csrftoken. One fetched without a session is good with any."],
          answers: { 200: { text: "The token.", schema: csrfToken, example: { csrf_token: "a984328a…" } } },
        },
      },
    },
    {
      path: "/users/login/",
      load: () => import("@/app/api/users/login/route"),
      usesCookies: true,
      source: "storefront client",
      operations: {
        POST: {
          summary: "Sign in by password",
          notes: ["Sessions that the caller brings along end. Keys that are not listed are ignored."],
          request: { email: "john.doe@example.com", password: PASSWORD },
          answers: {
            200: {
              text: "Signed in: the cookie osessionid is set. The key is the same session.",
              schema: signedIn,
              example: { key: "ded3f736…", redirect_url: "/" },
            },
          },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/users/otp-login/",
      load: () => import("@/app/api/users/otp-login/route"),
      usesCookies: true,
      source: "storefront client",
      operations: {
        POST: {
          summary: "Sign in by code",
          notes: [
            "Without a code: one is sent, and the answer is the same whether the number has an account or not.",
            "Both steps belong to one guest session: keep the cookie of the first answer.",
          ],
          request: { phone: "+905551234555", code: CODE },
          answers: {
            200: {
              text: "With the right code: signed in. Without one: {verification}, or {message} for a new code.",
              schema: sessionKey.or(codeAwaited).or(message),
              example: { key: "27fde1d9…" },
            },
          },
          refusals: ["sms_verification_100_1", "sms_verification_100_2", "sms_verification_100_4", "throttled"],
        },
      },
    },
    {
      path: "/users/logout/",
      load: () => import("@/app/api/users/logout/route"),
      usesCookies: true,
      source: "storefront client",
      operations: {
        POST: {
          summary: "Sign out",
          notes: ["The session is dead on the server at once. Without one the answer is the same."],
          answers: { 200: { text: "Signed out.", schema: nothing, example: {} } },
        },
      },
    },
    {
      path: "/current_user/",
      load: () => import("@/app/api/current_user/route"),
      source: "storefront client",
      operations: {
        GET: {
          summary: "Get who is signed in",
          answers: {
            200: {
              text: "The customer.",
              schema: currentUserResponse,
              example: {
                pk: profile.id,
                first_name: "John",
                last_name: "Doe",
                email: profile.email,
                phone: profile.phone,
                email_allowed: true,
                sms_allowed: true,
                call_allowed: null,
                date_joined: profile.date_joined,
                last_login: "2026-02-01T09:30:00.000000Z",
                date_of_birth: "1990-01-01",
                gender: "male",
                hashed_email: "836f82db…",
              },
            },
          },
        },
      },
    },
    {
      path: "/api/verification/{purpose}",
      load: () => import("@/app/api/verification/[purpose]/route"),
      usesCookies: true,
      params: { purpose: { text: "What the code was asked for.", example: "phone_change", values: PURPOSES } },
      operations: {
        GET: {
          summary: "Get where a dialogue stands",
          notes: ["For a page that was reloaded: the dialogue open in this session. 404 when there is none."],
          answers: {
            200: { text: "Where it stands.", schema: verificationResponse, example: verification("phone_change") },
          },
          refusals: ["not_found"],
        },
        POST: {
          summary: "Go on with a dialogue by the code alone",
          notes: [
            "Answers what the endpoint that began it would answer: the profile, the card, the session's key.",
            "phone_change, loyalty_join, loyalty_update and account_deletion need the session or token that began them.",
            "token_sign_in goes on at customers/auth/otp/verify.",
          ],
          request: { code: CODE },
          answers: {
            200: { text: "Done, or a new code is on its way: as the endpoint that began it answers." },
            201: { text: "Done, for registration, registration_with_loyalty and loyalty_join." },
          },
          refusals: [
            "not_found",
            "sms_verification_100_1",
            "sms_verification_100_2",
            "sms_verification_100_4",
            "kvkk_service_100_2",
            "precondition_failed",
            "throttled",
          ],
        },
      },
    },
  ],
};
