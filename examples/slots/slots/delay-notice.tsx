import type { SlotProps } from "@/app/slots";
import { Alert } from "@/components/ui/alert";
import { findOrders } from "./shop-api";
import { wordsIn } from "./words";

export async function DelayNotice({ customer, language }: SlotProps) {
  const late = (await findOrders(customer.id)).find(({ state }) => state === "late");
  if (!late) return null;
  return <Alert>{wordsIn(language).delivery.replace("{number}", late.number)}</Alert>;
}
