/*
 * <shop-account origin="https://account.shop.example" language="en">: who is signed in, with a menu of their account's pages,
 * or a link to sign in. For any page of the shop. Until that is known, and where it cannot be, it shows what stands in it.
 */

/** What the account's origin says in a language. */
type Texts = {
  language: string;
  direction: "ltr" | "rtl";
  /** For `Intl`. */
  locale: string;
  sign_in: string;
  account: string;
  menu: string;
  /** With `{amount}`. */
  points: string;
  links: { path: string; label: string }[];
};

type Customer = { first_name: string };

const STYLES = `
:host { display: inline-block; position: relative; }
:host([hidden]), [hidden] { display: none !important; }
a, button {
  display: inline-flex; align-items: center; gap: 0.5em; box-sizing: border-box; max-width: 100%; min-height: 44px;
  padding: 0.5em 0.75em; border: 0; border-radius: var(--shop-account-radius, 8px); background: none;
  color: var(--shop-account-color, inherit); font: inherit; text-align: start; text-decoration: none; cursor: pointer;
}
a:hover { text-decoration: underline; }
a:focus-visible, button:focus-visible { outline: 3px solid var(--shop-account-accent, currentcolor); outline-offset: -3px; }
button::after {
  content: ""; width: 0.4em; height: 0.4em; border: solid; border-width: 0 2px 2px 0; rotate: 45deg; translate: 0 -0.15em;
}
span { overflow: hidden; max-width: 12em; text-overflow: ellipsis; white-space: nowrap; }
nav {
  position: absolute; z-index: var(--shop-account-layer, 1000); inset-block-start: 100%; inset-inline-end: 0;
  box-sizing: border-box; width: max-content; min-width: 100%; max-width: min(20em, 90vw); padding: 0.5em;
  border: 1px solid var(--shop-account-line, #767676); border-radius: var(--shop-account-radius, 8px);
  background: var(--shop-account-background, canvas); color: var(--shop-account-text, canvastext);
}
nav a { display: flex; color: inherit; }
p { margin: 0; padding: 0.5em 0.75em; font-weight: bold; }
ul { margin: 0; padding: 0; list-style: none; }
`;

/** Where the script comes from, which is the account's origin unless the page says otherwise. */
const { src = location.href } = (document.currentScript ?? {}) as { src?: string };

class ShopAccount extends HTMLElement {
  static observedAttributes = ["origin", "language"];

  readonly #root = this.attachShadow({ mode: "open" });
  /** Ends what an earlier state has begun. */
  #ending = new AbortController();

  constructor() {
    super();
    // Not by an element, which the page's policy may not allow.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(element("slot"));
  }

  connectedCallback(): void {
    this.refresh();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.refresh();
  }

  disconnectedCallback(): void {
    this.#ending.abort();
  }

  /** Asks again who is signed in. */
  async refresh(): Promise<void> {
    this.#ending.abort();
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    // Attributes that are set one after another are one change.
    await null;
    if (signal.aborted) return;
    // A page that comes back from the browser's memory may be somebody else's by now.
    addEventListener("pageshow", ({ persisted }) => void (persisted && this.refresh()), { signal });
    try {
      const { origin, protocol } = new URL(this.getAttribute("origin") ?? src, location.href);
      if (!/^https?:$/.test(protocol)) return;
      const language = this.getAttribute("language") || document.documentElement.lang || "en";
      const [texts, customer] = await Promise.all([
        read<Texts>(`${origin}/shop-account/${language.slice(0, 2).toLowerCase()}.json`, {
          credentials: "omit",
          signal,
        }),
        readOwn<Customer>(`${origin}/api/current_user/`, signal),
      ]);
      if (!texts || signal.aborted) return;
      const frame = element("div", { dir: texts.direction, lang: texts.language });
      if (customer) frame.append(...menuOf(origin, texts, customer, signal));
      else frame.append(element("a", { part: "sign-in", href: `${origin}/login` }, texts.sign_in));
      this.#root.replaceChildren(frame);
    } catch {
      // Nothing is known: what is shown stays.
    }
  }
}

/** A button that discloses a list of links (ARIA Authoring Practices, disclosure navigation). */
function menuOf(origin: string, texts: Texts, { first_name: name }: Customer, signal: AbortSignal): HTMLElement[] {
  const button = element("button", {
    part: "button",
    type: "button",
    "aria-expanded": "false",
    "aria-controls": "menu",
  });
  if (name) button.setAttribute("aria-label", `${texts.account}: ${name}`);
  button.append(element("span", { part: "name", dir: "auto" }, name || texts.account));
  const points = element("p", { part: "points", role: "status" });
  const list = element("ul");
  for (const { path, label } of texts.links) {
    const item = element("li");
    item.append(element("a", { part: "link", href: origin + path }, label));
    list.append(item);
  }
  const menu = element("nav", { part: "menu", id: "menu", "aria-label": texts.menu, hidden: "" });
  points.hidden = true;
  menu.append(points, list);

  const setOpen = (isOpen: boolean) => {
    menu.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  // Asked for when they are looked at: on most of the shop's pages nobody does.
  const showPoints = async () => {
    const { balance = 0 } =
      (await readOwn<{ balance: number }>(`${origin}/api/account/loyalty-account-balance/`, signal)) ?? {};
    points.hidden = balance === 0;
    points.textContent = texts.points.replace("{amount}", () => new Intl.NumberFormat(texts.locale).format(balance));
  };
  button.addEventListener("click", () => {
    setOpen(Boolean(menu.hidden));
    if (!menu.hidden) showPoints().catch(() => undefined);
  });
  for (const part of [button, menu]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || menu.hidden) return;
      event.stopPropagation();
      setOpen(false);
      button.focus();
    });
    part.addEventListener("focusout", ({ relatedTarget: next }) => {
      // Without a next one it is a click, which some browsers give no focus.
      if (next instanceof Node && next !== button && !menu.contains(next)) setOpen(false);
    });
  }
  document.addEventListener(
    "pointerdown",
    (event) => event.composedPath().includes(menu.getRootNode()) || setOpen(false),
    { signal },
  );
  return [button, menu];
}

/** What only the customer's own browser is told. @returns null where nobody is signed in */
function readOwn<Answer>(address: string, signal: AbortSignal): Promise<Answer | null> {
  return read(address, { credentials: "include", cache: "no-store", signal });
}

async function read<Answer>(address: string, init: RequestInit): Promise<Answer | null> {
  const response = await fetch(address, { ...init, headers: { Accept: "application/json" } });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function element(name: string, attributes: Record<string, string> = {}, text = ""): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.textContent = text;
  return made;
}

if (!customElements.get("shop-account")) customElements.define("shop-account", ShopAccount);
