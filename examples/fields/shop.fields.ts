import type { ShopFields } from "@/lib/fields/service";

/* Thirty fields of a shop for sailors: one of every type, with every rule, place and kind of access. */

const text = (en: string, ar: string) => ({ en, ar });
const option = (value: string, en: string, ar: string) => ({ value, label: { en, ar } });

export default {
  fields: [
    // Texts.
    {
      key: "nickname",
      type: "text",
      label: text("Nickname", "الاسم المستعار"),
      hint: text("What the crew calls you", "كما يناديك الطاقم"),
      on: ["registration", "profile"],
      required: true,
      min: 2,
      max: 30,
    },
    {
      key: "boat.licence",
      type: "text",
      label: text("Licence number", "رقم الرخصة"),
      hint: text("Two letters and four digits, as AB1234", "حرفان وأربعة أرقام، مثل AB1234"),
      pattern: "[A-Z]{2}\\d{4}",
      max: 6,
    },
    { key: "club-name", type: "text", label: text("Sailing club", "نادي الإبحار") },
    {
      key: "about",
      type: "multiline",
      label: text("About you and the sea", "عنك وعن البحر"),
      max: 500,
    },
    {
      key: "delivery_note",
      type: "multiline",
      label: text("Where to leave parcels", "أين نترك الطرود"),
      hint: text("At least ten characters", "عشرة أحرف على الأقل"),
      min: 10,
      max: 300,
    },
    { key: "work_email", type: "email", label: text("Email address at work", "البريد الإلكتروني للعمل") },
    { key: "logbook", type: "url", label: text("Online logbook", "سجل الرحلات على الإنترنت") },

    // Numbers.
    {
      key: "shoe_size",
      type: "number",
      label: text("Shoe size", "مقاس الحذاء"),
      on: ["registration", "profile", "joining"],
      required: true,
      min: 15,
      max: 60,
      programme: "shoeSize",
    },
    { key: "height", type: "number", label: text("Height in metres", "الطول بالأمتار"), min: 0.5, max: 2.5 },
    { key: "household", type: "number", label: text("People on board", "عدد الركاب"), whole: true, min: 1, max: 20 },
    { key: "boats", type: "number", label: text("Boats you own", "قواربك"), whole: true, min: 0 },
    { key: "water_temperature", type: "number", label: text("Coldest water you swim in, in °C", "أبرد ماء تسبح فيه") },

    // Yes or no.
    { key: "has_dog", type: "boolean", label: text("Does a dog sail with you?", "هل يبحر معك كلب؟") },
    {
      key: "wants_catalogue",
      type: "boolean",
      label: text("Would you like our catalogue on paper?", "هل تريد كتالوجنا الورقي؟"),
      on: ["registration", "profile"],
    },
    {
      key: "club_rules",
      type: "boolean",
      label: text("Do you know the rules of the harbour?", "هل تعرف قواعد الميناء؟"),
      on: ["profile", "joining"],
      required: true,
      programme: "knowsRules",
    },

    // Dates.
    { key: "first_sail", type: "date", label: text("Your first day at sea", "أول يوم لك في البحر"), max: "today" },
    { key: "next_trip", type: "date", label: text("Your next trip", "رحلتك القادمة"), min: "2026-01-01" },
    {
      key: "licence_until",
      type: "date",
      label: text("Licence valid until", "الرخصة صالحة حتى"),
      min: "1990-01-01",
      max: "2060-12-31",
    },

    // Choices.
    {
      key: "shirt_size",
      type: "choice",
      label: text("Shirt size", "مقاس القميص"),
      options: [option("S", "Small", "صغير"), option("M", "Medium", "متوسط"), option("L", "Large", "كبير")],
    },
    {
      key: "home_port",
      type: "choice",
      label: text("Home port", "الميناء الأم"),
      options: [
        option("izmir", "İzmir", "إزمير"),
        option("bodrum", "Bodrum", "بودروم"),
        option("marmaris", "Marmaris", "مرمريس"),
        option("antalya", "Antalya", "أنطاليا"),
        option("alexandria", "Alexandria", "الإسكندرية"),
        option("jeddah", "Jeddah", "جدة"),
        option("other", "Another port", "ميناء آخر"),
      ],
    },
    {
      key: "nearest_store",
      type: "choice",
      label: text("Nearest store", "أقرب متجر"),
      required: true,
      options: [
        option("alsancak", "Alsancak", "ألسنجاق"),
        option("karsiyaka", "Karşıyaka", "كارشياكا"),
        option("cesme", "Çeşme", "تشيشمه"),
        option("foca", "Foça", "فوتشا"),
        option("urla", "Urla", "أورلا"),
        option("online", "I shop online", "أتسوق عبر الإنترنت"),
      ],
    },
    {
      key: "interests",
      type: "choices",
      label: text("What interests you?", "ما الذي يهمك؟"),
      on: ["profile", "joining"],
      programme: "interests",
      options: [
        option("sailing", "Sailing", "الإبحار"),
        option("diving", "Diving", "الغوص"),
        option("fishing", "Fishing", "الصيد"),
        option("surfing", "Surfing", "ركوب الأمواج"),
      ],
    },
    {
      key: "brands",
      type: "choices",
      label: text("Your two favourite brands", "علامتاك المفضلتان"),
      max: 2,
      options: [
        option("lodos", "Lodos", "لودوس"),
        option("poyraz", "Poyraz", "بويراز"),
        option("meltem", "Meltem", "ملتم"),
      ],
    },

    // Written by the back office, for the customer to read.
    { key: "mooring", type: "text", label: text("Mooring", "المرسى"), access: "read_only" },
    { key: "berth_since", type: "date", label: text("Berth since", "المرسى منذ"), access: "read_only" },
    {
      key: "berth_length",
      type: "number",
      label: text("Length of the berth in metres", "طول المرسى"),
      access: "read_only",
    },
    {
      key: "berth_services",
      type: "choices",
      label: text("At the berth", "خدمات المرسى"),
      access: "read_only",
      options: [option("water", "Water", "ماء"), option("power", "Electricity", "كهرباء")],
    },

    // Of the back office alone.
    { key: "credit_limit", type: "number", label: text("Credit limit", "حد الائتمان"), access: "back_office", min: 0 },
    { key: "house_note", type: "multiline", label: text("Note of the house", "ملاحظة"), access: "back_office" },
    {
      key: "is_vip",
      type: "boolean",
      label: text("Very important", "مهم جدًا"),
      access: "back_office",
      programme: "vip",
    },
  ],
} satisfies ShopFields;
