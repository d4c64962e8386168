import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/* Certificates by openssl, as a shop and Apple have them. */

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

export type Certificate = { certificate: string; key: string };

export type Authority = {
  folder: string;
  /** Of the authority itself. */
  certificate: string;
  /** @param subject as `/UID=…/CN=…` @param extensions lines of openssl's configuration */
  issue(name: string, subject: string, extensions?: string): Certificate;
  remove(): void;
};

/** An authority of the test's own, in a folder of its own. */
export function createAuthority(name = "Test Authority"): Authority {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-authority-"));
  const file = (base: string) => path.join(folder, base);
  const openssl = (...words: string[]) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "rsa:2048", "-nodes", "-sha256"];
  openssl("req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", `/CN=${name}`);
  return {
    folder,
    certificate: readFileSync(file("ca.pem"), "utf8"),
    issue(base, subject, extensions = "") {
      openssl("req", ...newKey, "-keyout", `${base}.key`, "-out", `${base}.csr`, "-subj", subject);
      writeFileSync(file(`${base}.cnf`), extensions);
      openssl(
        ...["x509", "-req", "-in", `${base}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-sha256"],
        ...["-days", "2", "-out", `${base}.pem`, "-extfile", `${base}.cnf`],
      );
      return { certificate: readFileSync(file(`${base}.pem`), "utf8"), key: readFileSync(file(`${base}.key`), "utf8") };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const PASS_TYPE_ID = "pass.test.shop.card";
export const TEAM_ID = "TEAM123456";

/** As Apple issues it for a Pass Type ID. */
export function issuePassCertificate(authority: Authority, passTypeId = PASS_TYPE_ID): Certificate {
  const subject = `/UID=${passTypeId}/CN=Pass Type ID: ${passTypeId}/OU=${TEAM_ID}/O=Test Shop/C=TR`;
  return authority.issue("pass", subject, "extendedKeyUsage=clientAuth,emailProtection");
}
