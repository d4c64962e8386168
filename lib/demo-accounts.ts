/*
 * The people of the demo store; prisma/seed.ts makes them, the home page and the README name them. They exist in the
 * demo and in tests only.
 */

export const DEMO_PASSWORD = "SecurePassword123";

/** `label` is for the command line, in English; `story` names the home page's words about them. */
export const DEMO_ACCOUNTS = [
  {
    email: "john.doe@example.com",
    name: "John Doe",
    story: "complete",
    label: "John Doe, complete profile, three segments",
  },
  {
    email: "john.new@example.com",
    name: "John",
    story: "fresh",
    label: "John, just registered: nothing filled in yet",
  },
  { email: "can.yilmaz@example.com", name: "Can Yılmaz", story: "turkish", label: "Can Yılmaz, Turkish" },
  { email: "yahya.alghamdi@example.com", name: "يحيى الغامدي", story: "arabic", label: "يحيى الغامدي, Arabic" },
  {
    email: "mia.schneider@example.com",
    name: "Mia Schneider",
    story: "linkable",
    label: "Mia Schneider, German: a loyalty account to link, no card yet",
  },
] as const;

export type DemoEmail = (typeof DEMO_ACCOUNTS)[number]["email"];
