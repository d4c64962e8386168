import type { ComponentType, ReactNode } from "react";
import { getPageLanguage } from "@/app/page-language";
import { requireCustomer } from "@/app/signed-in";
import type { Language } from "@/lib/platform/i18n/languages";
import { type TextInLanguages, textIn } from "@/lib/platform/shop/config";
import shopSlots from "@/shop.slots";

/*
 * Places for a shop's own server components. Nothing here imports what browsers get for them: that comes by fillSlots, and
 * with the first slot.
 */

export type SlotProps = {
  /** Who looks at it, as signed in. */
  customer: { id: number; email: string | null; firstName: string; lastName: string };
  language: Language;
};

/** A component of the server; what it imports with "use client" is sent to browsers. */
export type Slot<Props = SlotProps> = (props: Props) => ReactNode | Promise<ReactNode>;

export type SlotPageProps = SlotProps & {
  /** What follows its path in the address: `["10042"]` for `/account/orders/10042`. */
  rest: string[];
};

export type SlotPage = {
  /** Below `/account/`, as `orders`. The pages that are there already come first. */
  path: string;
  title: TextInLanguages;
  /** 20 px high, in the colour of its text. */
  icon: ReactNode;
  page: Slot<SlotPageProps>;
};

export type ShopSlots = {
  /** Entries of the navigation, each with its page. */
  pages?: readonly SlotPage[];
  /** At the top of every page of the account. */
  notices?: readonly Slot[];
  /** Tiles of the overview. */
  overview?: readonly Slot[];
  /** Sections of the profile. */
  profile?: readonly Slot[];
  /** Sections of the loyalty page. */
  loyalty?: readonly Slot[];
};

/** What shop.slots.tsx has: nothing, or what `fillSlots` has made of the shop's slots. */
export type FilledSlots = ShopSlots & { Guard?: ComponentType<GuardedSlot> };

/** A slot, and how the log calls it. */
export type GuardedSlot = { name: string; render: () => ReactNode | Promise<ReactNode> };

const { Guard, ...slots }: FilledSlots = shopSlots;
if (!Guard && Object.keys(slots).length > 0)
  throw new Error("shop.slots.tsx: export fillSlots({ … }) of app/fill-slots");

/** What the shop has put in a place; nothing where it has put nothing. */
export function Slots({ at: place }: { at: Exclude<keyof ShopSlots, "pages"> }) {
  return Guard && slots[place]?.length ? <FilledPlace place={place} Guard={Guard} /> : null;
}

type FilledPlaceProps = { place: Exclude<keyof ShopSlots, "pages">; Guard: ComponentType<GuardedSlot> };

async function FilledPlace({ place, Guard }: FilledPlaceProps) {
  const props = await slotProps();
  const filled = slots[place]?.map((slot, index) => {
    // A name of its own is lost in the build.
    const name = `${place}, number ${index + 1}`;
    return <Guard key={name} name={name} render={() => slot(props)} />;
  });
  return place === "notices" ? <div className="mb-5 grid gap-5 empty:hidden">{filled}</div> : filled;
}

/** The shop's own entries of the navigation; no property where it has none. */
export async function slotNavigation() {
  if (!slots.pages?.length) return {};
  const language = await getPageLanguage();
  const own = slots.pages.map(({ path, title, icon }) => ({
    href: `/account/${path}`,
    label: textIn(title, language),
    icon,
  }));
  return { own };
}

/** @param path what follows `/account/` in the address @returns undefined where the shop has no such page */
export function findSlotPage(path: readonly string[]): SlotPage | undefined {
  return slots.pages?.find((page) => page.path === path[0]);
}

/** A page of the shop's own. @param rest what follows its path in the address */
export async function SlotPageContent({ page, rest }: { page: SlotPage; rest: string[] }) {
  const props = { ...(await slotProps()), rest };
  return Guard && <Guard name={`page: ${page.path}`} render={() => page.page(props)} />;
}

async function slotProps(): Promise<SlotProps> {
  const [{ customer }, language] = await Promise.all([requireCustomer(), getPageLanguage()]);
  const { id, email, firstName, lastName } = customer;
  return { customer: { id, email, firstName, lastName }, language };
}
