import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { type FaultyServer, parseJson, routed, serveFaulty } from "@/lib/testing/faulty-service";

export type GoogleWalletServer = FaultyServer & {
  /** By their ids. */
  objects: Map<string, Record<string, unknown>>;
  /** Makes tokens that were given out worthless. */
  forgetTokens(): void;
};

/** The claims of a token that the key has signed. @throws Error for another signature */
export function claimsOf(token: string, key: KeyObject): Record<string, unknown> & { payload?: unknown } {
  const [header = "", claims = "", signature = ""] = token.split(".");
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify("sha256", signed, key, Buffer.from(signature, "base64url"))) throw new Error("The signature is wrong.");
  return parseJson(Buffer.from(claims, "base64url").toString("utf8")) as Record<string, unknown>;
}

/** As much of the Google Wallet API as loyalty objects need, and the server that gives out its tokens. */
export async function startGoogleWalletServer(publicKey: string): Promise<GoogleWalletServer> {
  const key = createPublicKey(publicKey);
  const objects: GoogleWalletServer["objects"] = new Map();
  let tokens = new Set<string>();
  const server: FaultyServer = await serveFaulty(
    routed(
      [
        [
          "token",
          "POST /token",
          ({ body }) => {
            const form = new URLSearchParams(body);
            const claims = claimsOf(form.get("assertion") ?? "", key);
            const isRight =
              form.get("grant_type") === "urn:ietf:params:oauth:grant-type:jwt-bearer" &&
              claims.aud === `${server.url}/token` &&
              claims.scope === "https://www.googleapis.com/auth/wallet_object.issuer";
            if (!isRight) return { status: 400, body: { error: "invalid_grant" } };
            const token = `access-${tokens.size}-${Date.now()}`;
            tokens.add(token);
            return { status: 200, body: { access_token: token, expires_in: 3599, token_type: "Bearer" } };
          },
        ],
        [
          "update",
          "PUT /walletobjects/v1/loyaltyObject/:id",
          ({ body }, id = "") => {
            if (!objects.has(id)) return { status: 404, body: { error: { code: 404 } } };
            objects.set(id, parseJson(body) as Record<string, unknown>);
            return { status: 200, body: {} };
          },
        ],
        [
          "insert",
          "POST /walletobjects/v1/loyaltyObject",
          ({ body }) => {
            const object = parseJson(body) as Record<string, unknown>;
            objects.set(String(object.id), object);
            return { status: 200, body: {} };
          },
        ],
      ],
      ({ path, header }) => {
        const isKnown = path === "/token" || tokens.has(header("authorization").replace("Bearer ", ""));
        return isKnown ? null : { status: 401, body: { error: { code: 401 } } };
      },
    ),
  );
  return Object.assign(server, {
    objects,
    forgetTokens: () => {
      tokens = new Set();
    },
  });
}
