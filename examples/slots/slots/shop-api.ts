import { z } from "zod";

/* Asks the shop's own system for what it knows of a customer: examples/slots/shop-api.mjs stands for yours. */

// biome-ignore lint/style/noProcessEnv: the address of the shop's own system is no setting of the account area
const { SHOP_API_URL = "http://127.0.0.1:4400", SHOP_API_KEY = "example" } = process.env;

const order = z.object({
  number: z.string(),
  /** ISO 8601 date. */
  placedOn: z.iso.date(),
  total: z.string(),
  state: z.enum(["packed", "on_its_way", "delivered", "late"]),
  lines: z.array(z.object({ title: z.string(), quantity: z.number().int() })),
});
export type Order = z.infer<typeof order>;

const address = z.object({ name: z.string(), lines: z.array(z.string()), isDefault: z.boolean() });
export type Address = z.infer<typeof address>;

/** Newest first. @throws when the shop's system does not answer, or with what it should not */
export async function findOrders(customerId: number): Promise<Order[]> {
  return z.array(order).parse(await ask(`/customers/${customerId}/orders`));
}

/** @throws as findOrders */
export async function findAddresses(customerId: number): Promise<Address[]> {
  return z.array(address).parse(await ask(`/customers/${customerId}/addresses`));
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(`${SHOP_API_URL}${path}`, {
    headers: { authorization: `Bearer ${SHOP_API_KEY}` },
    signal: AbortSignal.timeout(3000),
    cache: "no-store",
  });
  if (!response.ok) throw new Error(`The shop's system answered ${response.status}.`);
  return response.json();
}
