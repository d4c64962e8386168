import Link from "next/link";
import { notFound } from "next/navigation";
import type { SlotPageProps } from "@/app/slots";
import { Card } from "@/components/ui/card";
import { findOrders, type Order } from "./shop-api";
import { wordsIn } from "./words";

/** `/account/orders`, and `/account/orders/<number>` for one of them. */
export async function OrdersPage({ customer, language, rest: [number] }: SlotPageProps) {
  const words = wordsIn(language);
  const orders = await findOrders(customer.id);
  if (number !== undefined) {
    const order = orders.find((one) => one.number === number);
    if (!order) notFound();
    return <OneOrder order={order} words={words} />;
  }
  if (orders.length === 0) return <p className="text-ink-soft">{words.noOrders}</p>;
  return orders.map((order) => (
    <Card
      key={order.number}
      title={<Link href={`/account/orders/${order.number}`}>{order.number}</Link>}
      aside={words.states[order.state]}
      description={<time dateTime={order.placedOn}>{order.placedOn}</time>}
    >
      <p>
        <bdi>{order.total}</bdi>
      </p>
    </Card>
  ));
}

function OneOrder({ order, words }: { order: Order; words: ReturnType<typeof wordsIn> }) {
  return (
    <>
      <Link href="/account/orders" className="inline-flex min-h-11 items-center font-semibold text-primary">
        {words.back}
      </Link>
      <Card title={order.number} aside={words.states[order.state]}>
        <ul className="grid gap-2">
          {order.lines.map(({ title, quantity }) => (
            <li key={title} dir="auto">
              {quantity} × {title}
            </li>
          ))}
        </ul>
        <p className="mt-4 font-semibold">
          {words.total}: <bdi>{order.total}</bdi>
        </p>
      </Card>
    </>
  );
}
