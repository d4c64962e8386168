import { z } from "zod";
import { emailText, phoneText } from "@/lib/contact/schema";
import { birthDate, consent, flag, gender, presence, secretText, textLine } from "@/lib/platform/fields";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { instant, rowId } from "@/lib/platform/response-schema";

/** The customers that a world begins with: the demo's, or none. */
const WORLD_SEEDS = ["demo", "empty"] as const;
export type WorldSeed = (typeof WORLD_SEEDS)[number];

export const worldParams = z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) });

/** Body of POST /api/dev/worlds. */
export const createWorldBody = z.object({ seed: z.enum(WORLD_SEEDS, { error: presence("not_choice") }).optional() });

export const worldResponse = z
  .object({
    id: z.string().meta({ description: "For `X-World`, or a cookie named `world`.", examples: ["3f9a1c2b5d70"] }),
    seed: z.enum(WORLD_SEEDS),
    now: instant.meta({ description: "The world's time." }),
  })
  .meta({ id: "World" });

/** Weeks, days, hours, minutes and seconds of ISO 8601: months and years have no length of their own. */
export const DURATION =
  /^P(?!$)(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?!$)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/;

const CLOCK_MOVES = ["advance", "at", "reset"] as const;

/** Body of POST /api/dev/worlds/<id>/clock. */
export const moveClockBody = z
  .object({
    advance: z
      .string({ error: presence("not_text") })
      .regex(DURATION, "invalid")
      .optional()
      .meta({ description: "An ISO 8601 duration in weeks, days, hours, minutes and seconds.", examples: ["PT5M"] }),
    at: z.iso
      .datetime({ offset: true, error: presence("instant") })
      .transform((text) => new Date(text))
      .optional(),
    reset: flag.optional().meta({ description: "Back to the server's own time." }),
  })
  .superRefine((move, context) => {
    if (CLOCK_MOVES.filter((name) => move[name] !== undefined).length === 1) return;
    context.addIssue({ code: "custom", path: ["advance"], message: "required" });
  });

/** What can fail, and how. */
export const FAULTS = {
  loyalty: ["unavailable", "refused", "silent"],
  sms: ["refused", "unreachable", "unknown"],
  mail: ["refused"],
  storage: ["unavailable"],
  database: ["away", "conflict"],
} as const;
export type FaultTarget = keyof typeof FAULTS;
export type FaultKind = (typeof FAULTS)[FaultTarget][number];

const TARGETS = Object.keys(FAULTS) as FaultTarget[];
const KINDS = [...new Set<FaultKind>(Object.values(FAULTS).flat())];

function wholeNumber({ min, max }: { min: number; max: number }) {
  return z
    .custom<number>((value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max, {
      error: presence("whole_number"),
      params: { min, max },
    })
    .meta({ type: "integer", minimum: min, maximum: max });
}

/** Body of POST /api/dev/worlds/<id>/faults. */
export const addFaultBody = z
  .object({
    target: z.enum(TARGETS, { error: presence("not_choice") }),
    fault: z.enum(KINDS, { error: presence("not_choice") }),
    operation: z
      .string({ error: presence("not_text") })
      .regex(/^[a-z]{1,20}$/, "not_choice")
      .optional()
      .meta({
        description:
          "`search`, `create`, `balance` …, `put`, `find`, `remove`, or a statement's first word; all without.",
      }),
    times: wholeNumber({ min: 1, max: 10_000 })
      .optional()
      .meta({ description: "How many calls fail; all without, until the faults are deleted." }),
  })
  .superRefine(({ target, fault }, context) => {
    const kinds: readonly FaultKind[] = FAULTS[target];
    if (!kinds.includes(fault)) context.addIssue({ code: "custom", path: ["fault"], message: "not_choice" });
  });

export type Fault = z.output<typeof addFaultBody>;

export const faultsResponse = z.array(addFaultBody).meta({ id: "Faults" });

/** What of a persona is left out is filled in: somebody whose every field is. */
export const createPersonaBody = z.object({
  as: textLine({ max: 254 })
    .optional()
    .meta({
      description: "One of the demo's customers, as they are; nothing else is taken then.",
      examples: ["john.new"],
    }),
  first_name: textLine({ max: 50 }).optional(),
  last_name: textLine({ max: 50 }).optional(),
  email: emailText.optional(),
  phone: phoneText.nullable().optional().meta({ description: "null for none." }),
  phone_proved: flag.optional(),
  email_proved: flag.optional(),
  password: secretText({ max: 128 }).optional(),
  language: z.enum(LANGUAGES, { error: presence("language") }).optional(),
  date_of_birth: birthDate.nullable().optional(),
  gender: gender.optional(),
  email_allowed: consent.optional(),
  sms_allowed: consent.optional(),
  call_allowed: consent.optional(),
  segments: z
    .array(textLine({ max: 100 }), { error: presence("not_choice") })
    .optional()
    .meta({ description: "Names or ids, the active one first.", examples: [["Employee Segment", "108"]] }),
  card: flag.optional().meta({ description: "A loyalty card; `points` brings one, too." }),
  points: wholeNumber({ min: 0, max: 1_000_000_000 }).optional().meta({ description: "That they can spend." }),
});

export type CreatePersonaBody = z.output<typeof createPersonaBody>;

/** As Playwright's `context.addCookies` takes them. */
const cookie = z.object({
  name: z.string(),
  value: z.string(),
  url: z.string(),
  httpOnly: z.boolean(),
  secure: z.boolean(),
  sameSite: z.literal("Lax"),
});

export const personaResponse = z
  .object({
    id: rowId,
    email: z.string(),
    phone: z.string().nullable(),
    password: z.string(),
    cookies: z
      .array(cookie)
      .meta({ description: "Signed in, in this world: as Playwright's `addCookies` takes them." }),
    token: z.string().meta({ description: "For `Authorization: Token`." }),
  })
  .meta({ id: "Persona" });

export type PersonaResponse = z.infer<typeof personaResponse>;

export type MoveClockBody = z.output<typeof moveClockBody>;
export type WorldResponse = z.infer<typeof worldResponse>;
