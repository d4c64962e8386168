import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FlowSecrets, IdentityProvider } from "@/lib/adapters/identity-provider/port";
import { IdentityRefusedError, IdentityUnavailableError } from "@/lib/adapters/identity-provider/port";
import { type Issuer, personOf, providerOf, startIssuer } from "@/lib/testing/identity-issuer";

const APP_URL = "https://shop.example";
const FLOW: FlowSecrets = { state: "s".repeat(64), nonce: "n".repeat(64), codeVerifier: "v".repeat(64) };

let issuer: Issuer;
let provider: IdentityProvider;
beforeEach(async () => {
  issuer = await startIssuer();
  issuer.person = personOf("ida@example.com");
  provider = providerOf(issuer, APP_URL);
});
afterEach(() => issuer.kill());

const answerTo = async (flow = FLOW) => (await issuer.authorize(await provider.authorizationUrl(flow))).searchParams;
const signIn = async () => provider.identify(await answerTo(), FLOW);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (error: Error) => error,
  );

test("asks for who somebody is, with PKCE, state, nonce and a sign-in of the last day", async () => {
  const url = new URL(await provider.authorizationUrl(FLOW));
  expect(url.origin + url.pathname).toBe(`${issuer.url}/authorize`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    ...{ client_id: "account", response_type: "code", scope: "openid email profile", max_age: "86400" },
    ...{ redirect_uri: `${APP_URL}/api/users/oidc-login/callback/`, state: FLOW.state, nonce: FLOW.nonce },
    ...{ code_challenge: expect.stringMatching(/^[\w-]{43}$/), code_challenge_method: "S256" },
  });
  expect(url.href).not.toContain(FLOW.codeVerifier);
});

describe("who comes back", () => {
  const IDA = { email: "ida@example.com", isEmailVerified: true, firstName: "Ida", lastName: "Isler" };

  test.each(["id token", "userinfo"] as const)("is told by the %s", async (place) => {
    issuer.tellsIn = place;
    const subject = issuer.person?.sub;
    expect(await signIn()).toEqual({ ...IDA, subject, authenticatedAt: expect.any(Date) });
  });

  test("has what the issuer tells, and in whatever form", async () => {
    issuer.tamper = ({ auth_time: _time, family_name: _name, ...claims }) => ({ ...claims, given_name: 7 });
    expect(await signIn()).toMatchObject({ firstName: "", lastName: "", authenticatedAt: null });
    for (const [written, meant] of [
      ["true", true],
      ["false", false],
      [1, false],
      [undefined, false],
    ] as const) {
      issuer.tamper = (claims) => ({ ...claims, email_verified: written });
      expect((await signIn()).isEmailVerified).toBe(meant);
    }
    issuer.tellsIn = "userinfo";
    issuer.person = { sub: "1" };
    expect(await signIn()).toMatchObject({ email: null, isEmailVerified: false });
  });
});

test("the issuer is asked about itself once, however many people sign in at a time", async () => {
  await Promise.all([signIn(), signIn(), signIn()]);
  expect(issuer.asked).toMatchObject({ "/.well-known/openid-configuration": 1, "/jwks": expect.any(Number) });
  await signIn();
  expect(issuer.asked["/.well-known/openid-configuration"]).toBe(1);
});

describe("nobody is signed in", () => {
  const soon = () => Math.floor(Date.now() / 1000);

  test.each<[string, Partial<Issuer>]>([
    ["for another's nonce", { tamper: (claims) => ({ ...claims, nonce: "another" }) }],
    ["without a nonce", { tamper: ({ nonce: _nonce, ...claims }) => claims }],
    ["for another audience", { tamper: (claims) => ({ ...claims, aud: "another" }) }],
    ["by another issuer", { tamper: (claims) => ({ ...claims, iss: "https://evil.example" }) }],
    ["by an expired token", { tamper: (claims) => ({ ...claims, exp: soon() - 60 }) }],
    ["by a token of the future", { tamper: (claims) => ({ ...claims, nbf: soon() + 600 }) }],
    ["by another key", { signing: "other key" }],
    ["by an unsigned token, whatever the issuer says of itself", { signing: "none" }],
    ["without a subject", { tamper: ({ sub: _subject, ...claims }) => claims }],
    ["who gives up", { person: null }],
  ])("%s", async (_name, fault) => {
    Object.assign(issuer, fault);
    expect(await reasonOf(signIn())).toBeInstanceOf(IdentityRefusedError);
  });

  test("for another state, another issuer's answer, another verifier, or a code a second time", async () => {
    const answer = await answerTo();
    const changed = (name: string) => new URLSearchParams({ ...Object.fromEntries(answer), [name]: "another" });
    for (const name of ["state", "iss", "code"]) {
      expect(await reasonOf(provider.identify(changed(name), FLOW))).toBeInstanceOf(IdentityRefusedError);
    }
    const another = { ...FLOW, codeVerifier: "w".repeat(64) };
    expect(await reasonOf(provider.identify(await answerTo(), another))).toBeInstanceOf(IdentityRefusedError);
    expect(await provider.identify(answer, FLOW)).toMatchObject({ email: "ida@example.com" });
    expect(await reasonOf(provider.identify(answer, FLOW))).toBeInstanceOf(IdentityRefusedError);
  });
});

describe("it is not available", () => {
  test.each([500, 503])("when it answers %i", async (status) => {
    const answer = await answerTo();
    issuer.failure = status;
    expect(await reasonOf(provider.identify(answer, FLOW))).toBeInstanceOf(IdentityUnavailableError);
    expect(await reasonOf(providerOf(issuer, APP_URL).authorizationUrl(FLOW))).toBeInstanceOf(IdentityUnavailableError);
  });

  test("when nobody is there, which is not tried again at once", async () => {
    await issuer.kill();
    const error = await reasonOf(provider.authorizationUrl(FLOW));
    expect(error).toMatchObject({ name: "IdentityUnavailableError", reason: "unreachable" });
    // The very same: nobody was asked.
    expect(await reasonOf(provider.authorizationUrl(FLOW))).toBe(error);
  });

  test("when it says that it is another", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ issuer: issuer.url, authorization_endpoint: `${issuer.url}/authorize` }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await reasonOf(providerOf({ url }, APP_URL).authorizationUrl(FLOW));
    server.close();
    expect(error).toBeInstanceOf(IdentityUnavailableError);
  });
});
