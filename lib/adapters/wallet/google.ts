import { sign } from "node:crypto";
import { z } from "zod";
import { readBounded } from "@/lib/adapters/read-bounded";
import { faultCode } from "@/lib/adapters/wallet/fault-code";
import { type GoogleWallet, type WalletPass, WalletUnavailableError } from "@/lib/adapters/wallet/port";
import type { ServiceAccount } from "@/lib/platform/env-wallets";
import type { Language } from "@/lib/platform/i18n/languages";
import { messageText, tierLabel } from "@/lib/platform/i18n/translate";
import { getPalettes, getShop } from "@/lib/platform/shop/config";
import { callTraced } from "@/lib/platform/tracing";

export type GoogleWalletSettings = {
  account: ServiceAccount;
  issuerId: string;
  baseUrl: string;
  shopName: string;
  appUrl: string;
  now: () => Date;
  timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
const RESPONSE_MAX_BYTES = 65_536;
const SCOPE = "https://www.googleapis.com/auth/wallet_object.issuer";
const TOKEN_SECONDS = 3600;
/** A token is not used in its last minute. */
const TOKEN_MARGIN_MS = 60_000;

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Loyalty objects of the Google Wallet API, all of one class. */
export function googleWallet(settings: GoogleWalletSettings): GoogleWallet {
  const { account, issuerId, baseUrl, shopName, appUrl, now, timeoutMs = TIMEOUT_MS } = settings;
  const classId = `${issuerId}.loyalty`;
  let access: { token: string; until: number } | null = null;

  const loyaltyClass = () => ({
    id: classId,
    issuerName: shopName,
    programName: shopName,
    programLogo: { sourceUri: { uri: `${appUrl}${getShop().icons.png512}` } },
    hexBackgroundColor: getPalettes().evening.middle,
    reviewStatus: "UNDER_REVIEW",
  });

  const objectIdOf = (serial: string) => `${issuerId}.${serial}`;

  function loyaltyObject({ serial, card }: WalletPass, language: Language): object {
    const identity = { id: objectIdOf(serial), classId };
    if (!card) return { ...identity, state: "EXPIRED" };
    const { name, number, points, tier } = card;
    const text = (key: string) => messageText(language, key, {});
    return {
      ...identity,
      state: "ACTIVE",
      accountName: name,
      accountId: number,
      barcode: { type: "QR_CODE", value: number, alternateText: number },
      ...(points !== null && { loyaltyPoints: { label: text("pass.points"), balance: balanceOf(points) } }),
      ...(tier !== null && {
        textModulesData: [{ id: "tier", header: text("pass.tier"), body: tierLabel(language, tier) }],
      }),
    };
  }

  /** @throws WalletUnavailableError */
  async function accessToken(): Promise<string> {
    if (access && now().getTime() < access.until) return access.token;
    const issuedAt = secondsOf(now());
    const claims = {
      iss: account.email,
      scope: SCOPE,
      aud: account.tokenUrl,
      iat: issuedAt,
      exp: issuedAt + TOKEN_SECONDS,
    };
    const body = new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: jwtOf(claims, account.key),
    });
    const { status, text } = await send("POST", account.tokenUrl, body);
    const parsed = status === 200 ? tokenAnswer.safeParse(jsonOf(text)) : null;
    if (!parsed?.success) throw new WalletUnavailableError(`token_${status}`);
    const { access_token: token, expires_in: seconds } = parsed.data;
    access = { token, until: now().getTime() + seconds * 1000 - TOKEN_MARGIN_MS };
    return token;
  }

  /** @returns the status @throws WalletUnavailableError */
  async function call(method: "POST" | "PUT", resource: string, body: object): Promise<number> {
    const headers = { Authorization: `Bearer ${await accessToken()}`, "Content-Type": "application/json" };
    const { status } = await send(method, `${baseUrl}/walletobjects/v1/${resource}`, JSON.stringify(body), headers);
    if (status === 401) access = null;
    return status;
  }

  async function send(
    method: string,
    url: string,
    body: string | URLSearchParams,
    headers: Record<string, string> = {},
  ) {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await callTraced(method, url, async (traced) => {
        const all = { ...headers, ...traced };
        const response = await fetch(url, { method, body, headers: all, redirect: "error", signal });
        const bytes = await readBounded(response, RESPONSE_MAX_BYTES);
        if (!bytes) throw new WalletUnavailableError("too_long");
        return { status: response.status, text: Buffer.from(bytes).toString() };
      });
    } catch (error) {
      if (error instanceof WalletUnavailableError) throw error;
      throw new WalletUnavailableError(signal.aborted ? "timeout" : faultCode(error));
    }
  }

  return {
    saveUrl(pass, language) {
      const claims = {
        ...{ iss: account.email, aud: "google", typ: "savetowallet", iat: secondsOf(now()), origins: [appUrl] },
        payload: { loyaltyClasses: [loyaltyClass()], loyaltyObjects: [loyaltyObject(pass, language)] },
      };
      return `https://pay.google.com/gp/v/save/${jwtOf(claims, account.key)}`;
    },

    async update(pass, language) {
      const object = loyaltyObject(pass, language);
      let status = await call("PUT", `loyaltyObject/${objectIdOf(pass.serial)}`, object);
      // Nobody has added it yet; whoever does gets what is there, whatever their link says.
      if (status === 404) status = pass.card ? await call("POST", "loyaltyObject", object) : 204;
      if (status < 200 || status >= 300) throw new WalletUnavailableError(`status_${status}`);
    },
  };
}

/** Google's `int` has 32 bits. */
function balanceOf(points: number): object {
  return points < 2 ** 31 ? { int: points } : { string: String(points) };
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** A JSON Web Token (RFC 7519) by RS256. */
function jwtOf(claims: object, key: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

/** @returns undefined for what is no JSON */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
