import type { SlotProps } from "@/app/slots";

/* The slots' own texts: a shop has them wherever it has its others. */

const en = {
  delivery: "Your order {number} is late. We are sorry, and on it.",
  lastOrder: "Your last order",
  allOrders: "All orders",
  noOrders: "You have not ordered anything yet.",
  addresses: "Addresses",
  standard: "Standard",
  total: "Total",
  back: "All orders",
  states: { packed: "Packed", on_its_way: "On its way", delivered: "Delivered", late: "Late" },
};

const WORDS: Partial<Record<SlotProps["language"], typeof en>> = {
  en,
  de: {
    delivery: "Ihre Bestellung {number} verspätet sich. Das tut uns leid, wir kümmern uns darum.",
    lastOrder: "Ihre letzte Bestellung",
    allOrders: "Alle Bestellungen",
    noOrders: "Sie haben noch nichts bestellt.",
    addresses: "Adressen",
    standard: "Standard",
    total: "Summe",
    back: "Alle Bestellungen",
    states: { packed: "Verpackt", on_its_way: "Unterwegs", delivered: "Zugestellt", late: "Verspätet" },
  },
  ar: {
    delivery: "تأخّر طلبك {number}. نعتذر ونعمل على إيصاله.",
    lastOrder: "طلبك الأخير",
    allOrders: "كل الطلبات",
    noOrders: "لم تطلب شيئًا بعد.",
    addresses: "العناوين",
    standard: "الافتراضي",
    total: "المجموع",
    back: "كل الطلبات",
    states: { packed: "جاهز للشحن", on_its_way: "في الطريق", delivered: "تم التسليم", late: "متأخر" },
  },
};

export function wordsIn(language: SlotProps["language"]): typeof en {
  return WORDS[language] ?? en;
}
