import { z } from "zod";
import { count } from "@/lib/platform/env-values";

/* How much and how often: what lib/platform/limits.ts counts. `.env.example` explains each variable. */

export const limitVariables = {
  LOGIN_FAILURES_PER_ACCOUNT: count(10),
  LOGIN_FAILURES_WINDOW_SECONDS: count(900),
  LOGIN_ATTEMPTS_PER_IP: count(600),
  LOGIN_ATTEMPTS_PER_IP_WINDOW_SECONDS: count(900),
  SMS_BURST_PER_PHONE: count(2),
  SMS_GAP_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
  SMS_PER_PHONE_10_MINUTES: count(3),
  SMS_PER_PHONE_HOUR: count(5),
  SMS_PER_PHONE_DAY: count(10),
  SMS_PER_ACCOUNT_HOUR: count(5),
  SMS_PER_BLOCK_HOUR: count(20),
  SMS_PER_SENDER_HOUR: count(30),
  SMS_PER_SENDER_DAY: count(100),
  SMS_PER_STOREFRONT_HOUR: count(150),
  SMS_TOTAL_HOUR: count(300),
  CODE_GUESSES_PER_DAY: count(10),
  SIGN_UPS_PER_IP_HOUR: count(100),
  MAILS_PER_ADDRESS_HOUR: count(5),
  MAILS_PER_IP_HOUR: count(600),
  /** Of each key of the back office. */
  ADMIN_REQUESTS_PER_MINUTE: count(600),
};
