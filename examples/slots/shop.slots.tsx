import { Package } from "lucide-react";
import { fillSlots } from "@/app/fill-slots";
import { AddressesSection } from "./slots/addresses-section";
import { DelayNotice } from "./slots/delay-notice";
import { LastOrderTile } from "./slots/last-order-tile";
import { OrdersPage } from "./slots/orders-page";

export default fillSlots({
  pages: [
    {
      path: "orders",
      title: {
        tr: "Siparişler",
        en: "Orders",
        ar: "الطلبات",
        ru: "Заказы",
        de: "Bestellungen",
        fr: "Commandes",
      },
      icon: <Package aria-hidden className="size-5" />,
      page: OrdersPage,
    },
  ],
  notices: [DelayNotice],
  overview: [LastOrderTile],
  profile: [AddressesSection],
});
