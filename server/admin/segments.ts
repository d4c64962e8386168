import type { Command } from "@commander-js/extra-typings";
import { z } from "zod";
import { getCustomerIdByEmail } from "@/lib/auth/operator-service";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { OperatorError } from "@/lib/platform/errors";
import { changeMembership, listCatalogue, savePriceList, saveSegment } from "@/lib/segments/admin-service";
import type { SegmentRow } from "@/lib/segments/store";
import { action, argument, customerEmail, displayName, rowId, wholeNumber } from "@/server/admin/command";

const codeText = z.string().regex(/^[\w.-]{1,50}$/, "must have 1 to 50 letters, digits, dots, dashes or underscores");
const currencyText = z
  .string()
  .regex(/^[a-z]{3}$/i, "must be the three letters of a currency, such as usd")
  .toLowerCase();

const customer = argument("<email>", customerEmail, "the customer's address");
const segment = argument("<segment-id>", rowId, "the segment");

const SEE_LIST = "npm run admin -- segments list shows them";

/** Adds `segments` and its verbs. */
export function addSegments(program: Command): void {
  const noun = program.command("segments").description("segments, their price lists and who is in them");

  noun
    .command("list")
    .description("show every segment and price list")
    .action(
      action(async (deps) => {
        const { segments, priceLists } = await listCatalogue(deps);
        return [
          segments.length > 0 ? "Segments" : "There are no segments.",
          ...segments.map(({ id, name, priority, priceList, _count: { memberships } }) => {
            const customers = `${memberships} ${memberships === 1 ? "customer" : "customers"}`;
            return `  ${id}  ${name}, priority ${priority}, price list ${priceList.id}, ${customers}`;
          }),
          priceLists.length > 0 ? "Price lists" : "There are no price lists.",
          ...priceLists.map((priceList) => `  ${priceListLine(priceList)}`),
        ].join("\n");
      }),
    );

  noun
    .command("add")
    .description("add a segment, or change the one with this id")
    .addArgument(argument("<id>", rowId, "its number"))
    .addArgument(argument("<name>", displayName, "what customers see"))
    .addArgument(argument("<priority>", wholeNumber(0), "the lowest comes first"))
    .addArgument(argument("<price-list-id>", rowId, "the price list it brings"))
    .action(
      action(async (deps, id, name, priority, priceListId) => {
        const isNew = await saveSegment(deps, COMMAND_LINE, { id, name, priority, priceListId });
        return `${isNew ? "Added" : "Changed"} segment ${id} ${name}.`;
      }),
    );

  noun
    .command("price-list")
    .description("add a price list, or change the one with this id")
    .addArgument(argument("<id>", rowId, "its number"))
    .addArgument(argument("<name>", displayName, "what customers see"))
    .addArgument(argument("<code>", codeText, "by which other systems know it"))
    .addArgument(argument("<currency>", currencyText, "ISO 4217, such as usd"))
    .action(
      action(async (deps, id, name, code, currency) => {
        const priceList = { id, name, code, currency };
        return `${(await savePriceList(deps, COMMAND_LINE, priceList)) ? "Added" : "Changed"} price list ${priceListLine(priceList)}.`;
      }),
    );

  noun
    .command("assign")
    .description("put a customer into a segment")
    .addArgument(customer)
    .addArgument(segment)
    .action(
      action(async (deps, email, segmentId) => {
        const customerId = await getCustomerIdByEmail(deps, email);
        const outcome = await changeMembership(deps, COMMAND_LINE, { customerId, segmentId, isAssigned: true });
        if (outcome === "segment_not_found") throw new OperatorError(`There is no segment ${segmentId}: ${SEE_LIST}.`);
        return outcome === "assigned"
          ? `Assigned segment ${segmentId} to ${email}.`
          : `${email} already has segment ${segmentId}.`;
      }),
    );

  noun
    .command("remove")
    .description("take a customer out of a segment")
    .addArgument(customer)
    .addArgument(segment)
    .action(
      action(async (deps, email, segmentId) => {
        const customerId = await getCustomerIdByEmail(deps, email);
        const outcome = await changeMembership(deps, COMMAND_LINE, { customerId, segmentId, isAssigned: false });
        if (outcome !== "removed") throw new OperatorError(`The customer does not have segment ${segmentId}.`);
        return `Took segment ${segmentId} away from ${email}.`;
      }),
    );
}

function priceListLine({ id, name, code, currency }: SegmentRow["priceList"]): string {
  return `${id}  ${name}, code ${code}, ${currency}`;
}
