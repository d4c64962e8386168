import { findCustomer } from "@/app/signed-in";
import { SiteHeader, type SiteHeaderProps } from "@/components/layout/site-header";

/** The header of a page that guests and customers see. */
export async function ShopHeader(props: Omit<SiteHeaderProps, "customer">) {
  // A page has a header even when session or database fail; the page itself reports the failure.
  const signedIn = await findCustomer().catch(() => null);
  return <SiteHeader {...props} customer={signedIn?.customer.id ?? null} />;
}
