import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pushToPhones } from "@/lib/adapters/wallet/apple-push";
import {
  type Authority,
  type Certificate,
  createAuthority,
  hasOpenssl,
  issuePassCertificate,
} from "@/lib/testing/certificates";
import { type PushServer, startPushServer } from "@/lib/testing/push-server";

describe.skipIf(!hasOpenssl)("a push", () => {
  let authority: Authority;
  let server: PushServer;
  let own: Certificate;
  beforeAll(async () => {
    authority = createAuthority();
    server = await startPushServer(authority);
    own = issuePassCertificate(authority);
  });
  afterAll(async () => {
    await server.close();
    authority.remove();
  });

  const push = (settings: object, tokens: string[]) =>
    pushToPhones(
      { url: server.url, topic: "pass.test", ...own, authority: authority.certificate, ...settings },
      tokens,
    );

  test("gives up on a server that says nothing, once for all phones", async () => {
    server.behaviour = "silent";
    const start = performance.now();
    expect(await push({ timeoutMs: 200 }, ["aaaaaaaa", "bbbbbbbb"])).toEqual({ gone: [], failure: "timeout" });
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("goes to nobody whom the usual authorities do not vouch for", async () => {
    server.behaviour = { status: 200 };
    expect((await push({ authority: undefined }, ["aaaaaaaa"])).failure).toMatch(/CERT|SELF_SIGNED|ISSUER/);
    expect(server.pushes).toEqual([]);
  });
});
