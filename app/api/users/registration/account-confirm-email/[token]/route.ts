import { mailedLinkHandlers } from "@/app/api/_route/mailed-link";
import { endpoint } from "@/app/api/_route/routes";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  mailedLinkHandlers({
    summary: "Confirm the address of a registration",
    description: "Until then the address gets no password reset, finds no loyalty account, and holds nobody else off.",
  }),
);
