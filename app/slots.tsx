import { unstable_rethrow } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { getPageLanguage } from "@/app/page-language";
import { requireCustomer } from "@/app/signed-in";
import type { Language } from "@/lib/platform/i18n/languages";
import { getLog } from "@/lib/platform/log";
import { type TextInLanguages, textIn } from "@/lib/platform/shop/config";
import shopSlots from "@/shop.slots";

/*
 * Places for a shop's own server components. Each fails by itself, and whoever fills none sends nothing for them: what
 * shows a failure is loaded with the first slot.
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

const slots: ShopSlots = shopSlots;

/** What the shop has put in a place; nothing where it has put nothing. */
export async function Slots({ at: place }: { at: Exclude<keyof ShopSlots, "pages"> }) {
  const filled = slots[place];
  if (!filled?.length) return null;
  const props = await slotProps();
  return filled.map((slot, index) => {
    // A name of its own is lost in the build.
    const name = `${place}, number ${index + 1}`;
    return <Guarded key={name} name={name} render={() => slot(props)} />;
  });
}

/** The shop's own entries of the navigation; undefined where it has none. */
export async function slotNavigation() {
  if (!slots.pages?.length) return undefined;
  const language = await getPageLanguage();
  return slots.pages.map(({ path, title, icon }) => ({
    href: `/account/${path}`,
    label: textIn(title, language),
    icon,
  }));
}

/** @param path what follows `/account/` in the address @returns undefined where the shop has no such page */
export function findSlotPage(path: readonly string[]): SlotPage | undefined {
  return slots.pages?.find((page) => page.path === path[0]);
}

/** A page of the shop's own. @param rest what follows its path in the address */
export async function SlotPageContent({ page, rest }: { page: SlotPage; rest: string[] }) {
  const props = { ...(await slotProps()), rest };
  return <Guarded name={`page: ${page.path}`} render={() => page.page(props)} />;
}

async function slotProps(): Promise<SlotProps> {
  const [{ customer }, language] = await Promise.all([requireCustomer(), getPageLanguage()]);
  const { id, email, firstName, lastName } = customer;
  return { customer: { id, email, firstName, lastName }, language };
}

type Guarded = { name: string; render: () => ReactNode | Promise<ReactNode> };

/** Whatever becomes of a slot, the rest of the page stays: it may be slow, fail at once, or below. */
async function Guarded(slot: Guarded) {
  const { SlotBoundary, SlotFailure, SlotSkeleton } = await import("@/components/slots/slot-boundary");
  return (
    <SlotBoundary>
      <Suspense fallback={<SlotSkeleton />}>
        <Content {...slot} failure={<SlotFailure />} />
      </Suspense>
    </SlotBoundary>
  );
}

async function Content({ name, render, failure }: Guarded & { failure: ReactNode }) {
  try {
    return await render();
  } catch (error) {
    // Redirects and missing pages are thrown as well.
    unstable_rethrow(error);
    getLog().error({ err: error, slot: name }, "a slot failed");
    return failure;
  }
}
