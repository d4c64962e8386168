import { codeAwaited, exportedData, message } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { AT, PASSWORD, verification } from "@/app/docs/examples";
import { consentsResponse } from "@/lib/consents/schema";
import { deletionResponse, exportLinkResponse } from "@/lib/privacy/schema";

export const privacyGroup: EndpointGroup = {
  id: "privacy",
  title: "Privacy",
  text: "Receipts of consents, all data as a file, and the end of the account.",
  endpoints: [
    {
      path: "/api/users/consents/",
      load: () => import("@/app/api/users/consents/route"),
      operations: {
        GET: {
          summary: "List the receipts of my consents",
          answers: {
            200: {
              text: "Newest first.",
              schema: consentsResponse,
              example: {
                receipts: [
                  {
                    id: 12,
                    channel: "email",
                    old_value: null,
                    new_value: true,
                    at: AT,
                    ip: "192.0.2.10",
                    wording_version: "2026-01",
                    source: "profile",
                  },
                ],
              },
            },
          },
        },
      },
    },
    {
      path: "/api/users/export/",
      load: () => import("@/app/api/users/export/route"),
      operations: {
        POST: {
          summary: "Make a link to my data",
          notes: ["When the sign-in is a day old or older, the password is needed: 400 on password."],
          request: { password: PASSWORD },
          answers: {
            201: {
              text: "A link that is good for a quarter of an hour, and only while signed in.",
              schema: exportLinkResponse,
              example: { url: "/api/users/export/1769938200-6c1f…/", expires_at: "2026-02-01T09:45:00.000000Z" },
            },
          },
          refusals: ["throttled"],
        },
      },
    },
    {
      path: "/api/users/export/{key}/",
      load: () => import("@/app/api/users/export/[key]/route"),
      params: { key: { text: "From the link.", example: "1769938200-6c1f…" } },
      operations: {
        GET: {
          summary: "Download my data",
          answers: { 200: { text: "Everything, as the file my-data.json.", schema: exportedData } },
          refusals: ["not_found"],
        },
      },
    },
    {
      path: "/api/users/deletion/",
      load: () => import("@/app/api/users/deletion/route"),
      operations: {
        GET: {
          summary: "Get when my account is to be deleted",
          answers: {
            200: { text: "Null when it is not.", schema: deletionResponse, example: { deletion_due_at: null } },
          },
        },
        POST: {
          summary: "Ask for my account to be deleted",
          notes: [
            "By the password, or else by a code to the account's own number. All access ends at once; the account goes after the time to think it over.",
          ],
          request: { password: PASSWORD },
          answers: {
            200: {
              text: "Asked for, and signed out. For resend: {message}.",
              schema: deletionResponse.or(message),
              example: { deletion_due_at: "2026-02-15T09:30:00.000000Z" },
            },
            202: {
              text: "Without the password: a code was sent.",
              schema: codeAwaited,
              example: { verification: verification("account_deletion") },
            },
          },
          refusals: ["sms_verification_100_2", "sms_verification_100_4", "throttled"],
        },
        DELETE: {
          summary: "Keep my account after all",
          answers: { 200: { text: "It stays.", schema: deletionResponse, example: { deletion_due_at: null } } },
        },
      },
    },
  ],
};
