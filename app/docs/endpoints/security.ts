import { z } from "zod";
import { sessionList, tokenList } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { AT, session, token } from "@/app/docs/examples";
import { activityPageResponse } from "@/lib/activity/schema";
import { createdTokenResponse } from "@/lib/auth/access-schema";

export const securityGroup: EndpointGroup = {
  id: "security",
  title: "Devices, tokens and activity",
  text: "Who is signed in, by what, and what happened.",
  endpoints: [
    {
      path: "/api/users/sessions/",
      load: () => import("@/app/api/users/sessions/route"),
      operations: {
        GET: {
          summary: "List my sessions",
          answers: { 200: { text: "All that live.", schema: sessionList, example: { sessions: [session] } } },
        },
        DELETE: {
          summary: "Sign out everywhere else",
          answers: { 204: { text: "Every session but this one has ended." } },
        },
      },
    },
    {
      path: "/api/users/sessions/{id}/",
      load: () => import("@/app/api/users/sessions/[id]/route"),
      params: { id: { text: "The session's id.", example: "77" } },
      operations: {
        DELETE: {
          summary: "End a session",
          answers: { 204: { text: "It has ended." } },
          refusals: ["not_found"],
        },
      },
    },
    {
      path: "/api/users/tokens/",
      load: () => import("@/app/api/users/tokens/route"),
      operations: {
        GET: {
          summary: "List my API tokens",
          answers: { 200: { text: "Without their values.", schema: tokenList, example: { tokens: [token] } } },
        },
        POST: {
          summary: "Make an API token",
          notes: ["When the sign-in is a day old or older, the password is needed: 400 on password."],
          request: { name: "Stock app", days: 90 },
          answers: {
            201: {
              text: "The token, this once.",
              schema: createdTokenResponse,
              example: { ...token, token: "58c07bed…" },
            },
          },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/api/users/tokens/{id}/",
      load: () => import("@/app/api/users/tokens/[id]/route"),
      params: { id: { text: "The token's id.", example: "5" } },
      operations: {
        DELETE: {
          summary: "Revoke an API token",
          answers: { 204: { text: "It opens nothing any more." } },
          refusals: ["not_found"],
        },
      },
    },
    {
      path: "/api/users/activity/",
      load: () => import("@/app/api/users/activity/route"),
      operations: {
        GET: {
          summary: "List what happened to my account",
          query: [{ name: "before", text: "next of the page before, for what is older.", schema: z.number().int() }],
          answers: {
            200: {
              text: "Newest first.",
              schema: activityPageResponse,
              example: {
                entries: [
                  {
                    id: 310,
                    kind: "token_created",
                    at: AT,
                    ip: "192.0.2.10",
                    user_agent: session.user_agent,
                    detail: "Stock app",
                  },
                ],
                next: null,
              },
            },
          },
          refusals: ["not_found"],
        },
      },
    },
  ],
};
