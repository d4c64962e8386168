import { findCustomer } from "@/app/signed-in";
import { SiteHeader, type SiteHeaderProps } from "@/components/layout/site-header";
import { getShop } from "@/lib/platform/shop/config";

/** The header of a page that guests and customers see. */
export async function ShopHeader(props: Omit<SiteHeaderProps, "customer">) {
  // A page has a header even when session or database fail; the page itself reports the failure.
  const signedIn = await findCustomer().catch(() => null);
  return <SiteHeader {...shopBrand()} {...props} customer={signedIn?.customer.id ?? null} />;
}

/** What the shop has put in the place of our mark, and where it leads. */
export function shopBrand(): Pick<SiteHeaderProps, "logo" | "home"> {
  const { logo, links } = getShop();
  return { logo, home: links.shop };
}
