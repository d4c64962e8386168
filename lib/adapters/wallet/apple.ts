import { readFile } from "node:fs/promises";
import path from "node:path";
import { PKPass } from "passkit-generator";
import sharp from "sharp";
import { pushToPhones } from "@/lib/adapters/wallet/apple-push";
import type { AppleWallet, HeldCard, WalletPass } from "@/lib/adapters/wallet/port";
import type { PassCertificate } from "@/lib/platform/env-wallets";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { messageText, tierLabel } from "@/lib/platform/i18n/translate";
import { getPalettes, getShop } from "@/lib/platform/shop/config";

export type AppleWalletSettings = {
  certificate: PassCertificate;
  /** The shop's name, and the address that phones ask for changes. */
  shopName: string;
  appUrl: string;
  /** What a text is called by in the pass, and what phones in other languages than the shop's show. */
  language: Language;
  pushUrl: string;
  /** Who certifies the push server, if not the usual authorities. */
  pushAuthority?: string;
};

const TEXTS = ["pass.card", "pass.points", "pass.points_changed", "pass.member", "pass.tier", "pass.number"] as const;

/** Passes as Apple's "Wallet Passes" has them, of the style storeCard. */
export function appleWallet(settings: AppleWalletSettings): AppleWallet {
  const { certificate: signer, shopName, appUrl, language, pushUrl, pushAuthority } = settings;
  const { passTypeId, teamId, certificate, key, intermediate } = signer;
  let images: Promise<Record<string, Buffer>> | undefined;

  async function sign({ serial, card }: WalletPass, token: string): Promise<Uint8Array<ArrayBuffer>> {
    images ??= readImages();
    const { light, evening } = getPalettes();
    const file = new PKPass(
      await images,
      { signerCert: certificate, signerKey: key, wwdr: intermediate },
      {
        formatVersion: 1,
        passTypeIdentifier: passTypeId,
        teamIdentifier: teamId,
        serialNumber: serial,
        authenticationToken: token,
        webServiceURL: `${appUrl}/api/wallet/apple/`,
        organizationName: shopName,
        logoText: shopName,
        description: messageText(language, "pass.card", {}),
        backgroundColor: rgb(evening.middle),
        foregroundColor: rgb(light["on-panel"]),
        labelColor: rgb(light["on-panel-soft"]),
        sharingProhibited: true,
        voided: card === null,
      },
    );
    file.type = "storeCard";
    if (card) showCard(file, card);
    for (const one of LANGUAGES) file.localize(one, stringsIn(one, card?.tier ?? null));
    return new Uint8Array(file.getAsBuffer());
  }

  function showCard(file: PKPass, { name, number, points, tier }: HeldCard): void {
    const label = (key: (typeof TEXTS)[number]) => messageText(language, key, {});
    const code = { message: number, altText: number, messageEncoding: "iso-8859-1" } as const;
    // The first that a device can show: watches know no Code 128.
    file.setBarcodes({ ...code, format: "PKBarcodeFormatQR" }, { ...code, format: "PKBarcodeFormatCode128" });
    if (points !== null) {
      file.primaryFields.push({
        ...{ key: "points", label: label("pass.points"), value: points, numberStyle: "PKNumberStyleDecimal" },
        changeMessage: label("pass.points_changed"),
      });
    }
    file.secondaryFields.push({ key: "member", label: label("pass.member"), value: name });
    if (tier !== null) {
      file.auxiliaryFields.push({ key: "tier", label: label("pass.tier"), value: tierLabel(language, tier) });
    }
    file.backFields.push({ key: "number", label: label("pass.number"), value: number });
  }

  /** Texts are named by what they are in the shop's own language. */
  function stringsIn(other: Language, tier: string | null): Record<string, string> {
    const texts = TEXTS.map((key) => [messageText(language, key, {}), messageText(other, key, {})]);
    const tiers = tier === null ? [] : [[tierLabel(language, tier), tierLabel(other, tier)]];
    return Object.fromEntries([...texts, ...tiers]);
  }

  return {
    passTypeId,
    sign,
    push: (pushTokens) =>
      pushToPhones({ url: pushUrl, topic: passTypeId, certificate, key, authority: pushAuthority }, pushTokens),
  };
}

/** In points, at each of the densities of phones. */
const IMAGE_SIZES = { icon: 29, logo: 50 };
const DENSITIES = { "": 1, "@2x": 2, "@3x": 3 };

async function readImages(): Promise<Record<string, Buffer>> {
  const picture = await readFile(path.join(process.cwd(), "public", getShop().icons.png512));
  const files = Object.entries(IMAGE_SIZES).flatMap(([name, size]) =>
    Object.entries(DENSITIES).map(async ([suffix, density]): Promise<[string, Buffer]> => {
      return [
        `${name}${suffix}.png`,
        await sharp(picture)
          .resize(size * density)
          .png()
          .toBuffer(),
      ];
    }),
  );
  return Object.fromEntries(await Promise.all(files));
}

/** @param color as `#rrggbb` */
function rgb(color: string): string {
  return `rgb(${[1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16)).join(", ")})`;
}
