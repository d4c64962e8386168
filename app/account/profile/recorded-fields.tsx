import { getTranslations } from "next-intl/server";
import { findRecordedFields } from "@/app/asked-fields";
import { Card } from "@/components/ui/card";
import { FactList } from "@/components/ui/fact-list";
import type { Field } from "@/lib/fields/service";

type RecordedFieldsProps = { fields: readonly Field[]; attributes: Record<string, unknown> };

/** What the back office has written for the customer to read; nothing without any. */
export async function RecordedFields({ fields, attributes }: RecordedFieldsProps) {
  const facts = await findRecordedFields(fields, attributes);
  if (facts.length === 0) return null;
  const t = await getTranslations("shopFields");
  return (
    <Card title={t("recorded")} beside>
      <FactList facts={facts} />
    </Card>
  );
}
