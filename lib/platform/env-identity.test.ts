import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { expectProblem, production } from "@/lib/testing/environment";

describe("the shop's own sign-in", () => {
  const all = {
    OIDC_ISSUER: "https://login.shop.test",
    OIDC_CLIENT_ID: "account",
    OIDC_CLIENT_SECRET: "x",
    OIDC_NAME: "Shop ID",
  };

  test("is off without any of its variables, and takes all four", () => {
    expect(parseEnv(production).OIDC_ISSUER).toBeUndefined();
    expect(parseEnv({ ...production, ...all })).toMatchObject(all);
    expectProblem({ ...production, OIDC_NAME: "Shop ID" }, /^OIDC_ISSUER, .*: needed with OIDC_NAME; set all four/);
    for (const name of Object.keys(all)) {
      expectProblem({ ...production, ...all, [name]: undefined }, new RegExp(`^${name}: needed with .*set all four`));
    }
  });

  test("has TLS, but on this very host", () => {
    expectProblem({ ...production, ...all, OIDC_ISSUER: "http://login.shop.test" }, /^OIDC_ISSUER: must be https/);
    for (const OIDC_ISSUER of ["http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"]) {
      expect(parseEnv({ ...production, ...all, OIDC_ISSUER }).OIDC_ISSUER).toBe(OIDC_ISSUER);
    }
  });
});
