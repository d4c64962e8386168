import type { MailMessage } from "@/lib/adapters/mail/port";
import type { Deps } from "@/lib/deps";
import { directionOf, type Language } from "@/lib/platform/i18n/languages";
import { API_MESSAGES, messageText } from "@/lib/platform/i18n/translate";
import { html, type Markup } from "@/lib/platform/markup";
import { getPalettes, getShop, textIn } from "@/lib/platform/shop/config";
import type { Token } from "@/lib/platform/shop/palette";

/*
 * A mail's HTML is made from its text, paragraph by paragraph, so that the two cannot differ (decision 24). It loads
 * nothing and holds where style sheets are dropped and in old Outlook, which is Word: tables and inline styles.
 */

type Theme = "light" | "dark";
type Color = Token;

/** What has a colour: a class each, by which the style sheet replaces the inline colours in the dark. */
const ROLES = {
  canvas: { "background-color": "canvas" },
  sheet: { "background-color": "surface", "border-color": "line" },
  head: { "background-color": "panel", color: "on-panel" },
  ink: { color: "ink" },
  soft: { color: "ink-soft" },
  box: { "background-color": "sunken", color: "ink" },
  button: { "background-color": "primary" },
  label: { color: "on-primary" },
  link: { color: "primary" },
} satisfies Record<string, Record<string, Color>>;

type Role = keyof typeof ROLES;

function colors(role: Role, theme: Theme, end = ""): string {
  const declarations = Object.entries<Color>(ROLES[role]);
  return declarations.map(([property, color]) => `${property}:${getPalettes()[theme][color]}${end}`).join(";");
}

function styles(): Markup {
  const dark = (Object.keys(ROLES) as Role[]).map((role) => `.${role}{${colors(role, "dark", "!important")}}`).join("");
  return { markup: `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${dark}}` };
}

/** A coloured element's class and style. */
function look(role: Role, style: string): Markup {
  return html`class="${role}" style="${colors(role, "light")};${style}"`;
}

const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Courier New',monospace";
const TEXT = `font:400 16px/26px ${SANS}`;
const SMALL = `font:400 13px/20px ${SANS}`;
const TABLE = html`role="presentation" cellpadding="0" cellspacing="0" border="0"`;

type Frame = { shop: string; url: string; language: Language; start: "left" | "right" };

/** Adds its HTML to a mail. @param mail links and codes are paragraphs of its text */
export function toMailMessage({ env }: Pick<Deps, "env">, mail: Omit<MailMessage, "html">): MailMessage {
  const { subject, text, language } = mail;
  const direction = directionOf(language);
  const start = direction === "rtl" ? "right" : "left";
  const frame = { shop: env.SHOP_NAME, url: env.APP_URL, language, start } as const;
  const paragraphs = text.split("\n\n");
  const { markup } = html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${subject}</title>
<style>${styles()}</style>
</head>
<body ${look("canvas", "margin:0;padding:0")}>
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${paragraphs[1] ?? ""}</div>
<table ${TABLE} width="100%" lang="${language}" dir="${direction}" ${look("canvas", TEXT)}>
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table ${TABLE} width="600"><tr><td><![endif]-->
<table ${TABLE} width="100%" style="max-width:600px;border-collapse:separate;text-align:${start}">
${sheet(frame, subject, paragraphs)}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>`;
  return { ...mail, html: markup };
}

function sheet(frame: Frame, subject: string, paragraphs: string[]): Markup {
  const { shop, language, start } = frame;
  const { corners, mail } = getShop();
  const round = `${Math.round((corners * 4) / 3)}px`;
  const head = `padding:18px 28px;border-radius:${round} ${round} 0 0;font:700 20px/28px ${SANS}`;
  const body = `padding:28px 28px 12px;border-width:0 1px 1px;border-style:solid;border-radius:0 0 ${round} ${round}`;
  return html`<tr><td align="${start}" ${look("head", head)}>${shop}</td></tr>
<tr><td align="${start}" ${look("sheet", body)}>
<h1 ${look("ink", `margin:0 0 20px;font:700 24px/32px ${SANS}`)}>${subject}</h1>
${paragraphs.map((paragraph) => block(frame, paragraph))}</td></tr>
<tr><td align="${start}" style="padding:16px 28px">
<p ${look("soft", `margin:0;${SMALL}`)}>${messageText(language, "mail_frame.footer", { shop })}</p>
${mail.imprint ? html`<p ${look("soft", `margin:12px 0 0;${SMALL}`)}>${textIn(mail.imprint, language)}</p>\n` : ""}</td></tr>`;
}

function block(frame: Frame, paragraph: string): Markup {
  if (paragraph.startsWith(`${frame.url}/`)) return link(frame, paragraph);
  if (/^\d+$/.test(paragraph)) {
    const style = `font:700 32px/40px ${MONO};letter-spacing:6px`;
    return box("center", html`<span dir="ltr" style="${style}">${paragraph}</span>`);
  }
  const [first = "", ...others] = paragraph.split("\n");
  const lines = html`${first}${others.map((line) => html`<br>${line}`)}`;
  if (others.length > 0) return box(frame.start, lines);
  return html`<p ${look("ink", `margin:0 0 16px;${TEXT}`)}>${lines}</p>
`;
}

/** For what stands by itself: a code, or facts line by line. */
function box(align: string, content: Markup): Markup {
  const style = `padding:14px 20px;border-radius:${getShop().corners}px;${TEXT}`;
  return html`<table ${TABLE} width="100%" style="margin:0 0 16px"><tr>
<td align="${align}" ${look("box", style)}>${content}</td>
</tr></table>
`;
}

const BUTTONS: object = API_MESSAGES.en.mail_frame.buttons;

/** A link to a page of ours: a button that says what the page is for, and the address for whom the button does not work. */
function link({ url, language }: Frame, address: string): Markup {
  const page = /^[\w-]*/.exec(address.slice(url.length + 1))?.[0] ?? "";
  const plain = html`<a href="${address}" target="_blank" dir="ltr" ${look("link", "word-break:break-all")}>${address}</a>`;
  if (!(page in BUTTONS)) return html`<p style="margin:0 0 16px;${TEXT}">${plain}</p>\n`;
  const label = `display:inline-block;padding:13px 26px;font:600 16px/22px ${SANS};text-decoration:none`;
  return html`<table ${TABLE} style="margin:4px 0 20px"><tr>
<td align="center" ${look("button", `border-radius:${getShop().corners}px;mso-padding-alt:13px 26px`)}>
<a href="${address}" target="_blank" ${look("label", label)}>${messageText(language, `mail_frame.buttons.${page}`, {})}</a>
</td>
</tr></table>
<p ${look("soft", `margin:0 0 20px;${SMALL}`)}>${messageText(language, "mail_frame.address", {})}<br>${plain}</p>
`;
}
