import { apiToken, codeAwaited, message } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { CODE, customer, PASSWORD, verification } from "@/app/docs/examples";
import { customerResponse } from "@/lib/profile/schema";

export const customersMeGroup: EndpointGroup = {
  id: "customers-me",
  title: "customers/me",
  text: "The profile as mobile apps know it, and tokens for clients that keep no cookies.",
  endpoints: [
    {
      path: "/api/shop/customers/me",
      load: () => import("@/app/api/shop/customers/me/route"),
      source: "customers-me",
      operations: {
        GET: {
          summary: "Get the customer",
          answers: { 200: { text: "The customer.", schema: customerResponse, example: customer } },
        },
        PATCH: {
          summary: "Change the customer",
          notes: [
            "Only what is sent is changed. Address and number are read-only here. The avatar is an address, kept and never fetched.",
            "ETag and If-Match as for the profile.",
          ],
          request: { username: "john.doe", first_name: "John", last_name: "Doe", gender: "male" },
          answers: { 200: { text: "Changed.", schema: customerResponse, example: customer } },
          refusals: ["precondition_failed"],
        },
      },
    },
    {
      path: "/api/shop/customers/auth/pwd/signin",
      load: () => import("@/app/api/shop/customers/auth/pwd/signin/route"),
      source: "customers-me",
      operations: {
        POST: {
          summary: "Get a token by password",
          notes: ["The username may also be the email address."],
          request: { username: "john.doe@example.com", password: PASSWORD },
          answers: { 200: { text: "The token.", schema: apiToken, example: { token: "58c07bed…" } } },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/api/shop/customers/auth/pwd/signup",
      load: () => import("@/app/api/shop/customers/auth/pwd/signup/route"),
      source: "customers-me",
      operations: {
        POST: {
          summary: "Create an account with a username",
          request: { username: "jane.roe", password: PASSWORD },
          answers: { 201: { text: "The token.", schema: apiToken, example: { token: "58c07bed…" } } },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/api/shop/customers/auth/otp/signin",
      load: () => import("@/app/api/shop/customers/auth/otp/signin/route"),
      source: "customers-me",
      operations: {
        POST: {
          summary: "Ask for a code to get a token by",
          request: { mobile_number: "+905551234555" },
          answers: {
            200: {
              text: "The same whether the number has an account or not.",
              schema: codeAwaited.or(message),
              example: { verification: verification("token_sign_in") },
            },
          },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/api/shop/customers/auth/otp/verify",
      load: () => import("@/app/api/shop/customers/auth/otp/verify/route"),
      source: "customers-me",
      operations: {
        POST: {
          summary: "Get a token by code",
          notes: ["From the same address and with the same User-Agent as the code was asked for."],
          request: { code: Number(CODE) },
          answers: { 200: { text: "The token.", schema: apiToken, example: { token: "a20e6834…" } } },
          refusals: ["sms_verification_100_2", "sms_verification_100_4", "throttled"],
        },
      },
    },
  ],
};
