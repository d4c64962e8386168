import type { OpenApiSection } from "@/lib/platform/http/openapi";

/* What the shop's clients build on, in the order in which they read about it. */

export const SECTIONS: readonly OpenApiSection[] = [
  {
    name: "Signing in",
    description: "A session in a cookie, by password or by a code. For a token instead, see customers/me.",
    endpoints: {
      "/csrf_token/": () => import("@/app/api/csrf_token/route"),
      "/users/login/": () => import("@/app/api/users/login/route"),
      "/users/otp-login/": () => import("@/app/api/users/otp-login/route"),
      "/users/logout/": () => import("@/app/api/users/logout/route"),
      "/current_user/": () => import("@/app/api/current_user/route"),
      "/api/verification/{purpose}": () => import("@/app/api/verification/[purpose]/route"),
    },
  },
  {
    name: "Registration",
    description:
      "In two steps, tied together by the guest session whose cookie comes with the first answer. A phone or email address that is taken is told only once the phone is verified: 400 on the field. Before that, taken and free ones get the same 202.",
    endpoints: {
      "/users/registration/": () => import("@/app/api/users/registration/route"),
      "/users/register-with-loyalty/": () => import("@/app/api/users/register-with-loyalty/route"),
    },
  },
  {
    name: "Profile",
    description: "What the shop knows about the customer. Consents have three values: null means never asked.",
    endpoints: {
      "/users/profile/": () => import("@/app/api/users/profile/route"),
      "/users/profile-with-loyalty/": () => import("@/app/api/users/profile-with-loyalty/route"),
      "/users/user/": () => import("@/app/api/users/user/route"),
      "/users/email-change/": () => import("@/app/api/users/email-change/route"),
      "/users/email-set-primary/{token}/": () => import("@/app/api/users/email-set-primary/[token]/route"),
    },
  },
  {
    name: "Segments",
    description: "Customer groups; the active one decides the price list and the currency.",
    endpoints: {
      "/users/segments/": () => import("@/app/api/users/segments/route"),
      "/users/segments/{id}/set/": () => import("@/app/api/users/segments/[id]/set/route"),
    },
  },
  {
    name: "Loyalty card",
    description:
      "A card is the customer's link to one account of the loyalty programme. While the programme is down: 503, and nothing is half done.",
    endpoints: {
      "/loyalty-card/loyalty_card/": () => import("@/app/api/loyalty-card/loyalty_card/route"),
      "/loyalty-card/add_loyalty_card/": () => import("@/app/api/loyalty-card/add_loyalty_card/route"),
      "/loyalty-card/add_loyalty_card_otp/": () => import("@/app/api/loyalty-card/add_loyalty_card_otp/route"),
      "/loyalty-card/search_exists_create/": () => import("@/app/api/loyalty-card/search_exists_create/route"),
      "/loyalty-card/update_loyalty_card/": () => import("@/app/api/loyalty-card/update_loyalty_card/route"),
      "/loyalty-card/delete_loyalty/": () => import("@/app/api/loyalty-card/delete_loyalty/route"),
      "/loyalty-card/ledger/": () => import("@/app/api/loyalty-card/ledger/route"),
      "/loyalty-card/events/": () => import("@/app/api/loyalty-card/events/route"),
    },
  },
  {
    name: "customers/me",
    description: "The profile as mobile apps know it, and tokens for clients that keep no cookies.",
    endpoints: {
      "/api/shop/customers/me": () => import("@/app/api/shop/customers/me/route"),
      "/api/shop/customers/auth/pwd/signin": () => import("@/app/api/shop/customers/auth/pwd/signin/route"),
      "/api/shop/customers/auth/pwd/signup": () => import("@/app/api/shop/customers/auth/pwd/signup/route"),
      "/api/shop/customers/auth/otp/signin": () => import("@/app/api/shop/customers/auth/otp/signin/route"),
      "/api/shop/customers/auth/otp/verify": () => import("@/app/api/shop/customers/auth/otp/verify/route"),
    },
  },
  {
    name: "Passwords",
    description:
      "8 to 128 characters, no rules of composition; not a common one, and not one's own name, address or number.",
    endpoints: {
      "/users/password/change/": () => import("@/app/api/users/password/change/route"),
      "/users/password/reset/": () => import("@/app/api/users/password/reset/route"),
      "/users/reset/{key}/": () => import("@/app/api/users/reset/[key]/route"),
    },
  },
  {
    name: "Devices, tokens and activity",
    description: "Who is signed in, by what, and what happened.",
    endpoints: {
      "/api/users/sessions/": () => import("@/app/api/users/sessions/route"),
      "/api/users/sessions/{id}/": () => import("@/app/api/users/sessions/[id]/route"),
      "/api/users/tokens/": () => import("@/app/api/users/tokens/route"),
      "/api/users/tokens/{id}/": () => import("@/app/api/users/tokens/[id]/route"),
      "/api/users/activity/": () => import("@/app/api/users/activity/route"),
    },
  },
  {
    name: "Privacy",
    description: "Receipts of consents, all data as a file, and the end of the account.",
    endpoints: {
      "/api/users/consents/": () => import("@/app/api/users/consents/route"),
      "/api/users/export/": () => import("@/app/api/users/export/route"),
      "/api/users/export/{key}/": () => import("@/app/api/users/export/[key]/route"),
      "/api/users/deletion/": () => import("@/app/api/users/deletion/route"),
    },
  },
];
