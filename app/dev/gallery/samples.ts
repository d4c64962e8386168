import type { Direction } from "./looks";

/* The examples' texts: English, and Arabic for right-to-left. */

const ltr = {
  lang: "en",
  title: "Delivery address",
  save: "Save",
  sentence: "We bring your order to this address, and keep it for the next one.",
  long: "Save the address for every order that goes to my parents’ house by the sea",
  label: "First name",
  name: "Aylin Demir",
  hint: "As it stands on your passport.",
  error: "Enter your first name.",
  show: "Show password",
  yes: "Yes",
  no: "No",
  done: "Your changes are saved.",
  link: "All orders",
  summary: "Please correct 2 fields",
  titlePrefix: "Error: ",
  close: "Close",
  openDialog: "Open a dialog",
  openToast: "Show a toast",
  showSummary: "Send with errors",
};

const rtl: typeof ltr = {
  lang: "ar",
  title: "عنوان التوصيل",
  save: "حفظ",
  sentence: "نوصل طلبك إلى هذا العنوان، ونحتفظ به للطلب القادم.",
  long: "احفظ هذا العنوان لكل طلب يُرسَل إلى بيت والديّ المطل على البحر",
  label: "الاسم الأول",
  name: "سلمى الحربي",
  hint: "كما هو مكتوب في جواز سفرك.",
  error: "أدخِل اسمك الأول.",
  show: "إظهار كلمة المرور",
  yes: "نعم",
  no: "لا",
  done: "حُفظت تعديلاتك.",
  link: "كل الطلبات",
  summary: "صحّح حقلين من فضلك",
  titlePrefix: "خطأ: ",
  close: "إغلاق",
  openDialog: "افتح نافذة",
  openToast: "أظهر إشعارًا",
  showSummary: "أرسِل مع أخطاء",
};

/** The texts of a direction. */
export function samplesOf(dir: Direction): typeof ltr {
  return dir === "rtl" ? rtl : ltr;
}
