import { mailedLinkHandlers } from "@/app/api/_route/mailed-link";
import { endpoint } from "@/app/api/_route/routes";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  mailedLinkHandlers({
    summary: "Confirm an email address change",
    description: "Makes the address primary that the link was mailed to.",
  }),
);
