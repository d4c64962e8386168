import type { SlotProps } from "@/app/slots";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { findAddresses } from "./shop-api";
import { wordsIn } from "./words";

export async function AddressesSection({ customer, language }: SlotProps) {
  const words = wordsIn(language);
  const addresses = await findAddresses(customer.id);
  return (
    <Card title={words.addresses} beside>
      <ul className="grid gap-4">
        {addresses.map(({ name, lines, isDefault }) => (
          <li key={name}>
            <p className="font-semibold">
              {name} {isDefault && <Badge>{words.standard}</Badge>}
            </p>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}
