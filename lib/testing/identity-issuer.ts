import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openIdConnect } from "@/lib/adapters/identity-provider/openid-connect";
import type { IdentityProvider } from "@/lib/adapters/identity-provider/port";

/* A small OpenID provider over HTTP, whose people are signed in there at once, and which can be made to err. */

type Claims = Record<string, unknown>;

export type Issuer = {
  url: string;
  /** Who is signed in there: somebody new each time, or null for somebody who gives up. */
  person: Claims | "anybody" | null;
  /** Changes the claims of an ID token before it is signed. */
  tamper: (claims: Claims) => Claims;
  /** How ID tokens are signed. */
  signing: "own key" | "other key" | "none";
  /** Whether ID tokens say who somebody is, or the userinfo endpoint alone. */
  tellsIn: "id token" | "userinfo";
  /** What every request but a browser's is answered; null for as it should. */
  failure: number | null;
  /** How often each place was asked. */
  asked: Record<string, number>;
  /** The address that the browser is sent back to. */
  authorize: (authorizationUrl: string) => Promise<URL>;
  /** Ends all connections and listens no more. */
  kill: () => Promise<void>;
};

const CLIENT = { clientId: "account", clientSecret: "of the account: ä" };

/** The provider's adapter, as the environment would make it. */
export function providerOf({ url }: Pick<Issuer, "url">, appUrl: string): IdentityProvider {
  const redirectUri = `${appUrl}/api/users/oidc-login/callback/`;
  return openIdConnect({ issuer: url, ...CLIENT, name: "Shop ID", redirectUri, maxAgeSeconds: 86_400 });
}

/** Its variables of the environment. */
export function variablesOf({ url }: Pick<Issuer, "url">): Record<string, string> {
  const { clientId, clientSecret } = CLIENT;
  return { OIDC_ISSUER: url, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: "Shop ID" };
}

/** Somebody whose address is proved there. */
export function personOf(email: string, more: Claims = {}): Claims {
  const name = { given_name: "Ida", family_name: "Isler" };
  return { sub: randomBytes(8).toString("hex"), email, email_verified: true, ...name, ...more };
}

type Grant = { challenge: string; nonce: string; redirectUri: string; person: Claims };

const newKeys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

export async function startIssuer(): Promise<Issuer> {
  const [own, other] = [newKeys(), newKeys()];
  const codes = new Map<string, Grant>();
  const accessTokens = new Map<string, Claims>();

  const places: Record<string, (request: IncomingMessage, url: URL) => Promise<object | null> | object | null> = {
    "/.well-known/openid-configuration": () => ({
      issuer: issuer.url,
      authorization_endpoint: `${issuer.url}/authorize`,
      token_endpoint: `${issuer.url}/token`,
      userinfo_endpoint: `${issuer.url}/userinfo`,
      jwks_uri: `${issuer.url}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256", "none"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    }),
    "/jwks": () => ({ keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "1", alg: "ES256", use: "sig" }] }),
    "/token": async (request) => {
      const form = new URLSearchParams(await bodyOf(request));
      const grant = codes.get(form.get("code") ?? "");
      codes.delete(form.get("code") ?? "");
      const proved = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      const isTheirs = grant?.challenge === proved && grant.redirectUri === form.get("redirect_uri");
      if (request.headers.authorization !== basicOf(CLIENT) || !grant || !isTheirs) return null;
      const accessToken = randomBytes(16).toString("hex");
      accessTokens.set(accessToken, grant.person);
      const now = Math.floor(Date.now() / 1000);
      const about = issuer.tellsIn === "id token" ? grant.person : { sub: grant.person.sub };
      const frame = { iss: issuer.url, aud: CLIENT.clientId, iat: now, exp: now + 300, auth_time: now };
      const claims = issuer.tamper({ ...frame, nonce: grant.nonce, ...about });
      const key = { "own key": own.privateKey, "other key": other.privateKey, none: null }[issuer.signing];
      return { access_token: accessToken, token_type: "Bearer", id_token: tokenOf(claims, key) };
    },
    "/userinfo": (request) => accessTokens.get(request.headers.authorization?.slice("Bearer ".length) ?? "") ?? null,
  };

  /** Where a browser goes on to. */
  function allow(url: URL): string {
    const given = Object.fromEntries(url.searchParams);
    const { redirect_uri: redirectUri = "", state = "", nonce = "", code_challenge: challenge = "" } = given;
    const isGood = given.client_id === CLIENT.clientId && given.response_type === "code";
    if (!isGood || given.code_challenge_method !== "S256") throw new Error(`not an authorization request: ${url}`);
    const back = new URL(redirectUri);
    const answer = { state, iss: issuer.url };
    const person =
      issuer.person === "anybody" ? personOf(`${randomBytes(6).toString("hex")}@test.example`) : issuer.person;
    if (person === null) back.search = String(new URLSearchParams({ ...answer, error: "access_denied" }));
    else {
      const code = randomBytes(16).toString("hex");
      codes.set(code, { challenge, nonce, redirectUri, person });
      back.search = String(new URLSearchParams({ ...answer, code, session_state: "x" }));
    }
    return back.href;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer.url);
    issuer.asked[url.pathname] = (issuer.asked[url.pathname] ?? 0) + 1;
    if (url.pathname === "/authorize") return void response.writeHead(302, { Location: allow(url) }).end();
    if (issuer.failure !== null) return void response.writeHead(issuer.failure).end("no");
    const body = await places[url.pathname]?.(request, url);
    response.writeHead(body ? 200 : 400, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body ?? { error: "invalid_grant" }));
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer: Issuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    person: null,
    tamper: (claims) => claims,
    signing: "own key",
    tellsIn: "id token",
    failure: null,
    asked: {},
    authorize: async (authorizationUrl) => {
      const { headers } = await fetch(authorizationUrl, { redirect: "manual" });
      return new URL(headers.get("location") ?? "");
    },
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return issuer;
}

/** A signed JWT; without a key one that says it needs none. */
function tokenOf(claims: Claims, key: KeyObject | null): string {
  const header = key ? { alg: "ES256", kid: "1" } : { alg: "none" };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = key && sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature?.toString("base64url") ?? ""}`;
}

/** RFC 6749, 2.3.1: both parts are form-encoded first. */
function basicOf({ clientId, clientSecret }: typeof CLIENT): string {
  const [id, secret] = [clientId, clientSecret].map((part) => new URLSearchParams({ "": part }).toString().slice(1));
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
