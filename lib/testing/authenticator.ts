import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import * as creation from "@/app/api/users/passkeys/options/route";
import * as passkeys from "@/app/api/users/passkeys/route";
import type { Answer, Client } from "@/lib/testing/client";

/* An authenticator and its browser in software (W3C WebAuthn 3): one credential, P-256. */

const FLAGS = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10, credential: 0x40 };

type CeremonyOptions = {
  origin?: string;
  rpId?: string;
  isVerified?: boolean;
  /** As the authenticator has it afterwards; 0 for one that does not count. */
  counter?: number;
};
/** `self` and `certificate` in the format `packed`. */
type AttestationKind = "none" | "self" | "certificate";
type Options = { challenge: string; user?: { id: string } };

const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest();
const base64url = (data: Uint8Array | string) => Buffer.from(data).toString("base64url");

export type Authenticator = ReturnType<typeof newAuthenticator>;

export function newAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const coordinate = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  const id = randomBytes(32);
  let userHandle = base64url(randomBytes(32));
  let uses = 0;

  const credential = { id: base64url(id), rawId: base64url(id), type: "public-key" };
  const clientData = (type: string, { challenge }: Options, { origin = "http://localhost:3000" }: CeremonyOptions) =>
    JSON.stringify({ type, challenge, origin, crossOrigin: false });
  const authenticatorData = (
    { rpId = "localhost", isVerified = true, counter = ++uses }: CeremonyOptions,
    more = 0,
  ) => {
    const flags = FLAGS.present | FLAGS.eligible | FLAGS.backedUp | (isVerified ? FLAGS.verified : 0) | more;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  };

  const signOver = (authData: Buffer, data: string) =>
    createSign("sha256")
      .update(Buffer.concat([authData, sha256(data)]))
      .sign(privateKey);

  return {
    credentialId: credential.id,

    /** Makes the credential. */
    create(options: Options, ceremony: CeremonyOptions = {}, attestation: AttestationKind = "none") {
      userHandle = options.user?.id ?? userHandle;
      const key = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate(x)],
        [-3, coordinate(y)],
      ]);
      const length = Buffer.from([0, id.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(key as never)]);
      const authData = Buffer.concat([authenticatorData(ceremony, FLAGS.credential), attested]);
      const data = clientData("webauthn.create", options, ceremony);
      const statement = new Map<string, unknown>();
      if (attestation !== "none") statement.set("alg", -7).set("sig", new Uint8Array(signOver(authData, data)));
      if (attestation === "certificate") statement.set("x5c", [new Uint8Array(8)]);
      const object = new Map<string, unknown>([
        ["fmt", attestation === "none" ? "none" : "packed"],
        ["attStmt", statement],
        ["authData", new Uint8Array(authData)],
      ]);
      return {
        ...credential,
        response: {
          clientDataJSON: base64url(data),
          attestationObject: base64url(isoCBOR.encode(object as never)),
          transports: ["internal", "hybrid", "telepathy"],
        },
        clientExtensionResults: {},
      };
    },

    /** Signs with it. */
    get(options: Options, ceremony: CeremonyOptions = {}) {
      const data = clientData("webauthn.get", options, ceremony);
      const signedData = authenticatorData(ceremony);
      return {
        ...credential,
        response: {
          clientDataJSON: base64url(data),
          authenticatorData: base64url(signedData),
          signature: base64url(signOver(signedData, data)),
          userHandle,
        },
        clientExtensionResults: {},
      };
    },
  };
}

/** Registers an authenticator's passkey for whoever is signed in. */
export async function withPasskey(client: Client, authenticator: Authenticator, name = "Phone"): Promise<Answer> {
  const { body: options } = await client.post(creation);
  return client.post(passkeys, { body: { name, passkey: authenticator.create(options) } });
}
