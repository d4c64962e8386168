import { z } from "zod";
import { flag, presence, textLine } from "@/lib/platform/fields";
import { instant, rowId } from "@/lib/platform/response-schema";

/* Passkeys (W3C WebAuthn 3). Options and responses have the JSON forms of its section 5.1.8 and 5.1.9. */

const PASSKEY_NAME_MAX = 100;

const base64url = (max: number) =>
  z
    .string({ error: "invalid" })
    .max(max, "invalid")
    .regex(/^[\w-]+$/, "invalid");

/** 1,023 bytes at most. */
const credentialId = base64url(1364);
const clientData = base64url(4096);

/** What both kinds of responses have; further keys are ignored. */
const credentialFields = { id: credentialId, rawId: credentialId, type: z.literal("public-key", { error: "invalid" }) };

const required = { error: presence("invalid") };

const attestation = z.object(
  {
    ...credentialFields,
    response: z.object(
      {
        clientDataJSON: clientData,
        attestationObject: base64url(16_384),
        transports: z.array(z.string({ error: "invalid" }), { error: "invalid" }).optional(),
      },
      { error: "invalid" },
    ),
  },
  required,
);

export const assertion = z.object(
  {
    ...credentialFields,
    response: z.object(
      {
        clientDataJSON: clientData,
        authenticatorData: base64url(4096),
        signature: base64url(8192),
        userHandle: base64url(86).nullable().optional(),
      },
      { error: "invalid" },
    ),
  },
  required,
);

const EXAMPLE_CREDENTIAL = { id: "kFpfPv2t", rawId: "kFpfPv2t", type: "public-key" };
export const EXAMPLE_ASSERTION = {
  ...EXAMPLE_CREDENTIAL,
  response: {
    clientDataJSON: "eyJ0eXBl",
    authenticatorData: "SZYN5YgO",
    signature: "MEUCIQDb",
    userHandle: "mQ3xT0kE",
  },
};

const passkeyName = textLine({ max: PASSKEY_NAME_MAX }).min(1, "blank").meta({ description: "A label for the owner." });

export const registerPasskeyBody = z.object({ name: passkeyName, passkey: attestation }).meta({
  examples: [
    {
      name: "Safari on iPhone",
      passkey: { ...EXAMPLE_CREDENTIAL, response: { clientDataJSON: "eyJ0eXBl", attestationObject: "o2NmbXRk" } },
    },
  ],
});

export const renamePasskeyBody = z.object({ name: passkeyName }).meta({ examples: [{ name: "My phone" }] });

export const passkeySignInBody = z.object({ passkey: assertion }).meta({ examples: [{ passkey: EXAMPLE_ASSERTION }] });

const transports = z.array(z.string()).optional();
const descriptor = z.object({ id: z.string(), type: z.literal("public-key"), transports });

const challenge = z.string().meta({ description: "Good once, for five minutes.", examples: ["MTc5…"] });

export const passkeyRequestOptions = z
  .object({
    challenge,
    rpId: z.string().meta({ examples: ["shop.example"] }),
    allowCredentials: z.array(descriptor).optional(),
    timeout: z.int().meta({ examples: [300_000] }),
    userVerification: z.literal("required"),
  })
  .meta({ id: "PasskeyRequestOptions", description: "For `navigator.credentials.get`." });

export const passkeyCreationOptions = z
  .object({
    challenge,
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal("public-key") })),
    timeout: z.int().meta({ examples: [300_000] }),
    attestation: z.literal("none"),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("required"),
    }),
    extensions: z.object({ credProps: z.literal(true) }),
    hints: z.array(z.string()),
  })
  .meta({ id: "PasskeyCreationOptions", description: "For `navigator.credentials.create`." });

export const passkeyResponse = z
  .object({
    id: rowId,
    name: z.string().meta({ examples: ["Safari on iPhone"] }),
    is_backed_up: z.boolean().meta({ description: "Whether it is synchronised to other devices of its owner." }),
    created_at: instant,
    last_used_at: instant.nullable(),
  })
  .meta({ id: "Passkey" });

const REQUIREMENT = "Whether a password or a code alone signs nobody in.";

export const passkeysResponse = z.object({
  passkeys: z.array(passkeyResponse),
  is_required: z.boolean().meta({ description: REQUIREMENT }),
});

export const passkeyRequirementBody = z
  .object({ is_required: flag.meta({ description: REQUIREMENT }) })
  .meta({ examples: [{ is_required: true }] });

export const passkeyRequirementResponse = passkeysResponse.pick({ is_required: true });

/** Null where there is no passkey to confirm with. */
export const freshSignInOptions = z
  .object({ passkey: passkeyRequestOptions.nullable() })
  .meta({ id: "FreshSignInOptions" });

export type Attestation = z.infer<typeof attestation>;
export type Assertion = z.infer<typeof assertion>;
export type PasskeyResponse = z.infer<typeof passkeyResponse>;
export type PasskeysResponse = z.infer<typeof passkeysResponse>;
export type PasskeyRequestOptions = z.infer<typeof passkeyRequestOptions>;
export type PasskeyCreationOptions = z.infer<typeof passkeyCreationOptions>;
