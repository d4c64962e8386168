import Link from "next/link";
import type { SlotProps } from "@/app/slots";
import { Card } from "@/components/ui/card";
import { findOrders } from "./shop-api";
import { wordsIn } from "./words";

export async function LastOrderTile({ customer, language }: SlotProps) {
  const words = wordsIn(language);
  const [order] = await findOrders(customer.id);
  if (!order) return null;
  return (
    <Card title={words.lastOrder} aside={words.states[order.state]}>
      <p>
        <bdi>{order.number}</bdi> · <bdi>{order.total}</bdi>
      </p>
      <Link href="/account/orders" className="mt-2 inline-flex min-h-11 items-center font-semibold text-primary">
        {words.allOrders}
      </Link>
    </Card>
  );
}
