import { message } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { PASSWORD } from "@/app/docs/examples";

const chosen = { new_password1: PASSWORD, new_password2: PASSWORD };
const done = { schema: message, example: { message: "success" } };

export const passwordsGroup: EndpointGroup = {
  id: "passwords",
  title: "Passwords",
  text: "8 to 128 characters, no rules of composition; not a common one, and not one's own name, address or number.",
  endpoints: [
    {
      path: "/users/password/change/",
      load: () => import("@/app/api/users/password/change/route"),
      source: "storefront client",
      operations: {
        POST: {
          summary: "Change the password",
          notes: ["Ends all other sessions, tokens by sign-in and mailed links."],
          request: { old_password: "correct horse battery", ...chosen },
          answers: { 200: { text: "Changed.", ...done } },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/users/password/reset/",
      load: () => import("@/app/api/users/password/reset/route"),
      source: "storefront client",
      operations: {
        POST: {
          summary: "Ask for a link to choose a new password",
          notes: ["The answer is the same for every address."],
          request: { email: "john.doe@example.com" },
          answers: { 200: { text: "If there is such an account, the link is on its way.", ...done } },
        },
      },
    },
    {
      path: "/users/reset/{key}/",
      load: () => import("@/app/api/users/reset/[key]/route"),
      source: "storefront client",
      params: {
        key: { text: "<uid>-<token> from the mailed link, which works once and for an hour.", example: "4zv-a965…" },
      },
      operations: {
        POST: {
          summary: "Choose a new password",
          request: chosen,
          answers: { 200: { text: "Changed; everybody is signed out.", ...done } },
        },
      },
    },
  ],
};
