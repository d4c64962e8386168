import type { OpenApiSection } from "@/lib/platform/http/openapi";

/* What the shop's clients build on, in the order in which they read about it. */

export const SECTIONS: readonly OpenApiSection[] = [
  {
    name: "Signing in",
    description: "Sign in with a password or a code to get a session cookie. For an API token, see customers/me.",
    endpoints: {
      "/csrf_token/": () => import("@/app/api/csrf_token/route"),
      "/users/login/": () => import("@/app/api/users/login/route"),
      "/users/otp-login/": () => import("@/app/api/users/otp-login/route"),
      "/api/users/passkey-login/": () => import("@/app/api/users/passkey-login/route"),
      "/api/users/oidc-login/": () => import("@/app/api/users/oidc-login/route"),
      "/api/users/oidc-login/callback/": () => import("@/app/api/users/oidc-login/callback/route"),
      "/api/users/recovery-login/": () => import("@/app/api/users/recovery-login/route"),
      "/api/users/release-number/": () => import("@/app/api/users/release-number/route"),
      "/users/logout/": () => import("@/app/api/users/logout/route"),
      "/current_user/": () => import("@/app/api/current_user/route"),
      "/api/verification/{purpose}": () => import("@/app/api/verification/[purpose]/route"),
    },
  },
  {
    name: "Registration",
    description:
      "Registration takes two steps in one guest session: keep the cookie of the first response. Whether a phone or email address is taken is only revealed once the phone is verified, as a 400 on the field. Until then, taken and free ones get the same 202.",
    endpoints: {
      "/users/registration/": () => import("@/app/api/users/registration/route"),
      "/users/register-with-loyalty/": () => import("@/app/api/users/register-with-loyalty/route"),
      "/users/registration/account-confirm-email/{token}/": () =>
        import("@/app/api/users/registration/account-confirm-email/[token]/route"),
      "/api/users/registration/resend-email/": () => import("@/app/api/users/registration/resend-email/route"),
    },
  },
  {
    name: "Profile",
    description:
      "What the shop knows about the customer. Consents have three values: null means the customer was never asked.",
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
    description: "Customer groups. The active one decides the price list and the currency.",
    endpoints: {
      "/users/segments/": () => import("@/app/api/users/segments/route"),
      "/users/segments/{id}/set/": () => import("@/app/api/users/segments/[id]/set/route"),
    },
  },
  {
    name: "Loyalty card",
    description:
      "A card links the customer to one account of the loyalty programme. While the programme is down, requests get 503 and change nothing.",
    endpoints: {
      "/loyalty-card/loyalty_card/": () => import("@/app/api/loyalty-card/loyalty_card/route"),
      "/loyalty-card/add_loyalty_card/": () => import("@/app/api/loyalty-card/add_loyalty_card/route"),
      "/loyalty-card/add_loyalty_card_otp/": () => import("@/app/api/loyalty-card/add_loyalty_card_otp/route"),
      "/loyalty-card/search_exists_create/": () => import("@/app/api/loyalty-card/search_exists_create/route"),
      "/loyalty-card/update_loyalty_card/": () => import("@/app/api/loyalty-card/update_loyalty_card/route"),
      "/loyalty-card/delete_loyalty/": () => import("@/app/api/loyalty-card/delete_loyalty/route"),
      "/api/loyalty-card/account_proof/": () => import("@/app/api/loyalty-card/account_proof/route"),
      "/account/loyalty-account-balance/": () => import("@/app/api/account/loyalty-account-balance/route"),
      "/account/loyalty/": () => import("@/app/api/account/loyalty/route"),
      "/loyalty-card/ledger/": () => import("@/app/api/loyalty-card/ledger/route"),
      "/loyalty-card/events/": () => import("@/app/api/loyalty-card/events/route"),
    },
  },
  {
    name: "The card in a wallet",
    description:
      "For stores that have set it up. The paths below /api/wallet/apple/v1 are for phones, which ask there what has become of a pass: Apple's PassKit Web Service.",
    endpoints: {
      "/api/loyalty-card/wallet/apple/": () => import("@/app/api/loyalty-card/wallet/apple/route"),
      "/api/loyalty-card/wallet/google/": () => import("@/app/api/loyalty-card/wallet/google/route"),
      "/api/wallet/apple/v1/devices/{device}/registrations/{type}/{serial}": () =>
        import("@/app/api/wallet/apple/v1/devices/[device]/registrations/[type]/[serial]/route"),
      "/api/wallet/apple/v1/devices/{device}/registrations/{type}": () =>
        import("@/app/api/wallet/apple/v1/devices/[device]/registrations/[type]/route"),
      "/api/wallet/apple/v1/passes/{type}/{serial}": () =>
        import("@/app/api/wallet/apple/v1/passes/[type]/[serial]/route"),
      "/api/wallet/apple/v1/log": () => import("@/app/api/wallet/apple/v1/log/route"),
    },
  },
  {
    name: "customers/me",
    description: "The profile for mobile apps, and tokens for clients without cookies.",
    endpoints: {
      "/api/shop/customers/me": () => import("@/app/api/shop/customers/me/route"),
      "/api/shop/customers/auth/pwd/signin": () => import("@/app/api/shop/customers/auth/pwd/signin/route"),
      "/api/shop/customers/auth/pwd/signup": () => import("@/app/api/shop/customers/auth/pwd/signup/route"),
      "/api/shop/customers/auth/otp/signin": () => import("@/app/api/shop/customers/auth/otp/signin/route"),
      "/api/shop/customers/auth/otp/signin/verify": () =>
        import("@/app/api/shop/customers/auth/otp/signin/verify/route"),
      "/api/shop/customers/auth/signout": () => import("@/app/api/shop/customers/auth/signout/route"),
    },
  },
  {
    name: "Passwords",
    description:
      "8 to 128 characters. There are no composition rules, but common passwords and the customer's own name, email address and phone number are refused.",
    endpoints: {
      "/users/password/change/": () => import("@/app/api/users/password/change/route"),
      "/users/password/reset/": () => import("@/app/api/users/password/reset/route"),
      "/api/users/password/reset/phone/": () => import("@/app/api/users/password/reset/phone/route"),
      "/users/reset/{key}/": () => import("@/app/api/users/reset/[key]/route"),
      "/api/users/undo/{token}/": () => import("@/app/api/users/undo/[token]/route"),
    },
  },
  {
    name: "Devices, passkeys, tokens and activity",
    description: "Who is signed in, how, and what happened to the account.",
    endpoints: {
      "/api/users/sessions/": () => import("@/app/api/users/sessions/route"),
      "/api/users/sessions/{id}/": () => import("@/app/api/users/sessions/[id]/route"),
      "/api/users/fresh-sign-in/": () => import("@/app/api/users/fresh-sign-in/route"),
      "/api/users/passkeys/": () => import("@/app/api/users/passkeys/route"),
      "/api/users/passkeys/options/": () => import("@/app/api/users/passkeys/options/route"),
      "/api/users/passkeys/{id}/": () => import("@/app/api/users/passkeys/[id]/route"),
      "/api/users/passkey-requirement/": () => import("@/app/api/users/passkey-requirement/route"),
      "/api/users/identities/": () => import("@/app/api/users/identities/route"),
      "/api/users/identities/{id}/": () => import("@/app/api/users/identities/[id]/route"),
      "/api/users/tokens/": () => import("@/app/api/users/tokens/route"),
      "/api/users/tokens/{id}/": () => import("@/app/api/users/tokens/[id]/route"),
      "/api/users/activity/": () => import("@/app/api/users/activity/route"),
    },
  },
  {
    name: "Privacy",
    description: "Consent receipts, a copy of all data, and account deletion.",
    endpoints: {
      "/api/users/consents/": () => import("@/app/api/users/consents/route"),
      "/api/users/export/": () => import("@/app/api/users/export/route"),
      "/api/users/export/{key}/": () => import("@/app/api/users/export/[key]/route"),
      "/users/anonymize/": () => import("@/app/api/users/anonymize/route"),
      "/api/users/deletion/": () => import("@/app/api/users/deletion/route"),
    },
  },
  {
    name: "Back office",
    description:
      "For the shop's other systems, by keys of their own (`Authorization: Bearer sk_admin_…`), each with its scopes. A shopper's session or token opens none of it.",
    endpoints: {
      "/api/admin/customers/": () => import("@/app/api/admin/customers/route"),
      "/api/admin/customers/{id}/": () => import("@/app/api/admin/customers/[id]/route"),
      "/api/admin/segments/": () => import("@/app/api/admin/segments/route"),
      "/api/admin/segments/{id}/": () => import("@/app/api/admin/segments/[id]/route"),
      "/api/admin/price-lists/": () => import("@/app/api/admin/price-lists/route"),
      "/api/admin/price-lists/{id}/": () => import("@/app/api/admin/price-lists/[id]/route"),
      "/api/admin/memberships/": () => import("@/app/api/admin/memberships/route"),
      "/api/admin/settings/": () => import("@/app/api/admin/settings/route"),
      "/api/admin/settings/{name}/": () => import("@/app/api/admin/settings/[name]/route"),
      "/api/admin/webhooks/": () => import("@/app/api/admin/webhooks/route"),
      "/api/admin/webhooks/{id}/": () => import("@/app/api/admin/webhooks/[id]/route"),
      "/api/admin/webhooks/{id}/test/": () => import("@/app/api/admin/webhooks/[id]/test/route"),
      "/api/admin/webhooks/{id}/replay/": () => import("@/app/api/admin/webhooks/[id]/replay/route"),
      "/api/admin/webhooks/{id}/secret/": () => import("@/app/api/admin/webhooks/[id]/secret/route"),
    },
  },
  {
    name: "Operating",
    description: "For probes, of an orchestrator or a proxy. They are never limited.",
    endpoints: {
      "/api/health/live": () => import("@/app/api/health/live/route"),
      "/api/health/ready": () => import("@/app/api/health/ready/route"),
    },
  },
];
