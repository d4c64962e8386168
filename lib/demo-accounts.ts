/*
 * The people of the demo store; prisma/seed.ts makes them, the home page and the README name them. They exist in the
 * demo and in tests only.
 */

export const DEMO_PASSWORD = "SecurePassword123";

export const DEMO_ACCOUNTS = [
  { email: "john.doe@example.com", label: "John Doe, complete profile, three segments" },
  { email: "john.new@example.com", label: "John, just registered: nothing filled in yet" },
  { email: "can.yilmaz@example.com", label: "Can Yılmaz, Turkish" },
  { email: "yahya.alghamdi@example.com", label: "يحيى الغامدي, Arabic" },
  { email: "mia.schneider@example.com", label: "Mia Schneider, German: a loyalty account to link, no card yet" },
] as const;
