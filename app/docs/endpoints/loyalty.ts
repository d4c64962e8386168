import { z } from "zod";
import {
  accountShown,
  accountUpdated,
  appliedEvent,
  cardNumber,
  closingCard,
  joined,
  loyaltyAwaited,
  message,
  notFoundThere,
} from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import * as example from "@/app/docs/examples";
import { ledgerResponse, loyaltyStateResponse, loyaltyUserResponse } from "@/lib/loyalty/schema";
import type { ErrorCode } from "@/lib/platform/errors";
import { pointsEventBody } from "@/lib/points/schema";

const { email: _email, ...withoutEmail } = example.loyaltyForm;
const REDIRECT = "omnishop_loyaltycard:loyalty-card";
const DIALOGUE: ErrorCode[] = [
  "sms_verification_100_1",
  "sms_verification_100_2",
  "sms_verification_100_4",
  "throttled",
];

export const loyaltyGroup: EndpointGroup = {
  id: "loyalty-card",
  title: "Loyalty card",
  text: "A card is the customer's link to one account of the loyalty programme. While the programme is down: 503, and nothing is half done.",
  endpoints: [
    {
      path: "/loyalty-card/loyalty_card/",
      load: () => import("@/app/api/loyalty-card/loyalty_card/route"),
      source: "loyalty-card",
      operations: {
        GET: {
          summary: "Get my card and points",
          notes: ["If the points cannot be read: the last known ones, and a sentence in errors."],
          answers: {
            200: {
              text: "The card; null without one.",
              schema: loyaltyStateResponse,
              example: { card: example.card, points: 250, errors: null },
            },
          },
        },
      },
    },
    {
      path: "/loyalty-card/add_loyalty_card/",
      load: () => import("@/app/api/loyalty-card/add_loyalty_card/route"),
      source: "loyalty-card",
      operations: {
        GET: {
          summary: "Get the data to join with",
          answers: {
            200: { text: "The customer.", schema: loyaltyUserResponse, example: example.card.user },
            302: { text: "There is a card: on to /loyalty-card/loyalty_card/." },
          },
        },
        POST: {
          summary: "Join, or link the account of the proved phone",
          request: example.loyaltyForm,
          answers: {
            202: {
              text: "A code was sent; what was submitted.",
              schema: loyaltyAwaited,
              example: { ...example.loyaltyForm, verification: example.verification("loyalty_join") },
            },
            200: { text: "For resend: a new code was sent.", schema: message, example: { message: "success" } },
            201: {
              text: "The card.",
              schema: joined,
              example: { card: example.card, redirect_url: REDIRECT },
            },
          },
          refusals: [...DIALOGUE, "loyalty_100_1", "loyalty_100_2", "loyalty_100_3"],
        },
      },
    },
    {
      path: "/loyalty-card/add_loyalty_card_otp/",
      load: () => import("@/app/api/loyalty-card/add_loyalty_card_otp/route"),
      source: "loyalty-card",
      operations: {
        POST: {
          summary: "Join with the own proved phone, without a code",
          notes: ["Any other phone: 406 sms_verification_100_1."],
          request: example.loyaltyForm,
          answers: {
            201: {
              text: "The card.",
              schema: joined,
              example: { card: example.card, redirect_url: REDIRECT },
            },
          },
          refusals: ["sms_verification_100_1", "loyalty_100_1", "loyalty_100_2", "loyalty_100_3"],
        },
      },
    },
    {
      path: "/loyalty-card/search_exists_create/",
      load: () => import("@/app/api/loyalty-card/search_exists_create/route"),
      source: "loyalty-card",
      operations: {
        POST: {
          summary: "Link an account that exists already",
          notes: [
            "Linked only when its phone is the customer's own proved phone and its email address agrees or is unset: an address alone would hand over somebody's points.",
          ],
          request: { email: "john.doe@example.com", phone: "+905551234555" },
          answers: {
            201: { text: "Linked.", schema: cardNumber, example: { number: "+905551234555" } },
            200: {
              text: "None that may be linked.",
              schema: notFoundThere,
              example: { message: "not find remote account" },
            },
          },
          refusals: ["loyalty_100_1", "loyalty_100_3"],
        },
      },
    },
    {
      path: "/loyalty-card/update_loyalty_card/",
      load: () => import("@/app/api/loyalty-card/update_loyalty_card/route"),
      source: "loyalty-card",
      operations: {
        GET: {
          summary: "Get the account as the programme has it",
          answers: {
            200: { text: "The account.", schema: accountShown, example: { card: example.loyaltyForm } },
          },
          refusals: ["not_found"],
        },
        POST: {
          summary: "Change the account",
          notes: [
            "The programme first, then the card, then the profile. Another phone than the own proved one needs a code.",
          ],
          request: withoutEmail,
          answers: {
            200: {
              text: "Changed. For resend: {message}.",
              schema: accountUpdated.or(message),
              example: { card: withoutEmail, redirect_url: REDIRECT },
            },
            202: {
              text: "A code was sent; what was submitted.",
              schema: loyaltyAwaited,
              example: { ...withoutEmail, verification: example.verification("loyalty_update") },
            },
          },
          refusals: [...DIALOGUE, "not_found"],
        },
      },
    },
    {
      path: "/loyalty-card/delete_loyalty/",
      load: () => import("@/app/api/loyalty-card/delete_loyalty/route"),
      source: "loyalty-card",
      operations: {
        GET: {
          summary: "Get the card that would be deleted",
          answers: {
            200: { text: "The card.", schema: closingCard, example: { card: example.closingCard } },
          },
          refusals: ["not_found"],
        },
        POST: {
          summary: "Leave the programme",
          notes: ["The programme is told when it can be. A second time: 404."],
          answers: { 204: { text: "The card is gone." } },
          refusals: ["not_found"],
        },
      },
    },
    {
      path: "/loyalty-card/ledger/",
      load: () => import("@/app/api/loyalty-card/ledger/route"),
      operations: {
        GET: {
          summary: "List what changed my points",
          query: [
            { name: "before", text: "next of the page before, for what is older.", schema: z.string() },
            { name: "limit", text: "Entries of a page, 20 unless given.", schema: z.number().int().min(1).max(100) },
          ],
          answers: {
            200: {
              text: "Newest first.",
              schema: ledgerResponse,
              example: {
                points: 250,
                pending_points: 0,
                expiring: { points: 250, at: "2027-02-01T09:30:00.000000Z" },
                tier: { name: "Blue", next: { name: "Silver", missing_points: 250 } },
                entries: [
                  {
                    id: "901",
                    at: example.AT,
                    kind: "earn",
                    points: 250,
                    balance: 250,
                    description: "Order 104711",
                    available_at: null,
                    expires_at: "2027-02-01T09:30:00.000000Z",
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
    {
      path: "/loyalty-card/events/",
      load: () => import("@/app/api/loyalty-card/events/route"),
      operations: {
        POST: {
          summary: "Change points, from an order system",
          notes: [
            "For other systems: X-Signature: t=<seconds since 1970>,v1=<hex HMAC-SHA-256 of “<t>.<body>”>, at most five minutes old. 404 where the store has no secret or another programme.",
            "id makes the change happen once, however often it is sent.",
          ],
          signedBody: pointsEventBody,
          request: {
            id: "order-104711",
            type: "points.credit",
            email: "mia.schneider@example.com",
            points: 250,
            description: "Order 104711",
          },
          answers: {
            200: {
              text: "Done, now or before.",
              schema: appliedEvent,
              example: { id: "order-104711", account_number: "9000000041", points: 250, balance: 500 },
            },
          },
          refusals: [
            "signature_invalid",
            "not_found",
            "event_conflict",
            "points_short",
            "not_reversible",
            "account_ambiguous",
          ],
        },
      },
    },
  ],
};
