import type { Shop } from "@/lib/testing/shop";

/**
 * The same shop, in which something happens once between what a request reads and what it writes: while the guess of
 * its password or code is counted.
 */
export function meanwhile(shop: Shop, happens: () => Promise<unknown>): Shop {
  let isDone = false;
  const consume: Shop["limits"]["consume"] = async (...points) => {
    if (!isDone) {
      isDone = true;
      await happens();
    }
    return shop.limits.consume(...points);
  };
  return { ...shop, limits: { ...shop.limits, consume } };
}
