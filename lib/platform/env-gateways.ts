import { z } from "zod";
import { jsonOf, webAddress } from "@/lib/platform/env-values";
import { contentTypeOf, escapingOf, fillTemplate, hasPlaceholder } from "@/lib/platform/request-template";

/* How SMS and mail leave the house; `.env.example` explains each variable. */

const NAMED_HEADER = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\u0080-\u00ff]*$/;
const headerSet = z.record(z.string().regex(NAMED_HEADER), z.string().regex(HEADER_VALUE));

const headers = z
  .string()
  .default("{}")
  .transform((text, context): Record<string, string> => {
    const parsed = headerSet.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message: 'must be a JSON object of header lines, as {"X-Api-Key": "abc"}' });
    return z.NEVER;
  });

const pattern = z.string().transform((text, context): RegExp => {
  try {
    return new RegExp(text);
  } catch {
    context.addIssue({ code: "custom", message: 'must be a regular expression, as "status":"ok"' });
    return z.NEVER;
  }
});

export const mailSender = z
  .string()
  .regex(/^(?:[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, "must be an address, or Name <address>");

export const gatewayVariables = {
  SMS_PROVIDER: z.enum(["outbox", "twilio", "netgsm", "http", "none"]).optional(),
  SMS_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(3000),
  /** What the gateway charges for each part of a message, in whatever currency. */
  SMS_PRICE_PER_SEGMENT: z.coerce.number().min(0).max(1000).optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, "must be AC and 32 hexadecimal digits")
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .regex(/^MG[0-9a-fA-F]{32}$/, "must be MG and 32 hexadecimal digits")
    .optional(),
  TWILIO_BASE_URL: webAddress.optional(),
  NETGSM_USERNAME: z.string().optional(),
  NETGSM_PASSWORD: z.string().optional(),
  NETGSM_HEADER: z.string().optional(),
  NETGSM_BASE_URL: webAddress.default("https://api.netgsm.com.tr"),
  SMS_HTTP_URL: webAddress.optional(),
  SMS_HTTP_METHOD: z.enum(["GET", "POST", "PUT"]).default("POST"),
  SMS_HTTP_HEADERS: headers,
  SMS_HTTP_BODY: z.string().optional(),
  SMS_HTTP_SUCCESS: pattern.optional(),
  SMS_HTTP_UNREACHABLE: pattern.optional(),
  MAIL_PROVIDER: z.enum(["outbox", "smtp", "none"]).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: mailSender.optional(),
};

type Gateways = z.infer<z.ZodObject<typeof gatewayVariables>>;

export type GatewayChoice = {
  SMS_PROVIDER: NonNullable<Gateways["SMS_PROVIDER"]>;
  MAIL_PROVIDER: NonNullable<Gateways["MAIL_PROVIDER"]>;
};

/** Production has no default for SMS; `gatewayProblems` says so. */
export function chooseGateways(env: Gateways, isProduction: boolean): GatewayChoice {
  return {
    SMS_PROVIDER: env.SMS_PROVIDER ?? (isProduction ? "none" : "outbox"),
    MAIL_PROVIDER: env.MAIL_PROVIDER ?? (isProduction ? "smtp" : "outbox"),
  };
}

/** What is missing for the gateway and mailer in use, one readable line each. */
export function gatewayProblems(env: Gateways, isProduction: boolean): string[] {
  const problems: string[] = [];
  const { SMS_PROVIDER, MAIL_PROVIDER } = chooseGateways(env, isProduction);
  if (isProduction && env.SMS_PROVIDER === undefined) {
    problems.push(
      "SMS_PROVIDER: set twilio, netgsm or http; or none, and whatever needs a code by SMS is not available",
    );
  }
  if (isProduction && SMS_PROVIDER === "outbox") {
    problems.push("SMS_PROVIDER: the outbox sends nothing; in production set twilio, netgsm, http or none");
  }
  if (isProduction && MAIL_PROVIDER === "outbox") {
    problems.push("MAIL_PROVIDER: the outbox sends nothing; in production set smtp or none");
  }
  if (SMS_PROVIDER === "twilio") problems.push(...twilioProblems(env));
  if (SMS_PROVIDER === "netgsm" && !(env.NETGSM_USERNAME && env.NETGSM_PASSWORD && env.NETGSM_HEADER)) {
    problems.push("NETGSM_USERNAME, NETGSM_PASSWORD and NETGSM_HEADER: needed with SMS_PROVIDER=netgsm");
  }
  if (SMS_PROVIDER === "http") problems.push(...httpGatewayProblems(env));
  if (MAIL_PROVIDER === "smtp" && !(env.SMTP_URL && env.MAIL_FROM)) {
    problems.push(
      "SMTP_URL and MAIL_FROM: set both, as smtp://user:password@host:587 and Shop <shop@shop.example>; or MAIL_PROVIDER=none",
    );
  }
  return problems;
}

function twilioProblems(env: Gateways): string[] {
  const problems: string[] = [];
  if (!(env.TWILIO_ACCOUNT_SID && env.TWILIO_AUTH_TOKEN)) {
    problems.push("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: needed with SMS_PROVIDER=twilio");
  }
  if (!(env.TWILIO_FROM || env.TWILIO_MESSAGING_SERVICE_SID)) {
    problems.push("TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID: one is needed with SMS_PROVIDER=twilio");
  }
  return problems;
}

const SAMPLE = { to: "+905550000000", text: "text", code: "000000" };

function httpGatewayProblems(env: Gateways): string[] {
  if (!env.SMS_HTTP_URL) return ["SMS_HTTP_URL: needed with SMS_PROVIDER=http"];
  const body = env.SMS_HTTP_BODY;
  const templates = [env.SMS_HTTP_URL, body ?? ""];
  const problems: string[] = [];
  if (!hasPlaceholder(templates, "to") && !hasPlaceholder(templates, "to_digits")) {
    problems.push("SMS_HTTP_BODY: must have {to} or {to_digits}, here or in SMS_HTTP_URL");
  }
  if (!hasPlaceholder(templates, "text") && !hasPlaceholder(templates, "code")) {
    problems.push("SMS_HTTP_BODY: must have {text} or {code}, here or in SMS_HTTP_URL");
  }
  if (body === undefined) return problems;
  if (env.SMS_HTTP_METHOD === "GET")
    problems.push("SMS_HTTP_BODY: a GET has none; put the placeholders in SMS_HTTP_URL");
  const escaping = escapingOf(contentTypeOf(env.SMS_HTTP_HEADERS));
  if (escaping === null) {
    problems.push("SMS_HTTP_HEADERS: Content-Type must be JSON, XML, a URL-encoded form or text/plain, in UTF-8");
  }
  if (escaping === "json" && jsonOf(fillTemplate(body, SAMPLE, "json")) === undefined) {
    problems.push('SMS_HTTP_BODY: must be JSON, with placeholders within quotes, as {"to": "{to}", "text": "{text}"}');
  }
  return problems;
}
