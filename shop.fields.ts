import type { ShopFields } from "@/lib/fields/service";

/* What a shop asks its customers beside what every shop does: docs/your-shop.md explains each part, examples/fields has one of each. */

export default { fields: [] } satisfies ShopFields;
