import type { Lists, LocaleNames } from "./lists.ts";
import type { Random } from "./random.ts";

/** Languages of templates and the locales that their names mostly come from. */
const homes: Readonly<Record<string, readonly string[]>> = {
  en: ["en", "en_GB", "en_AU", "en_IN", "en_ZA", "en_NG", "en_GH", "en_HK", "en", "en"],
  de: ["de", "de_AT", "de_CH"],
  fr: ["fr", "fr_BE", "fr_CH", "fr_SN"],
  es: ["es", "es_MX"],
  it: ["it"],
  pt: ["pt_BR", "pt_PT"],
  nl: ["nl", "nl_BE"],
  nordic: ["sv", "da", "nb_NO", "fi"],
  slavic: ["pl", "cs_CZ", "sk", "hr", "sl_SI", "sr_RS_latin", "hu", "ro", "lv"],
};

/** Locales in Latin script that names of anybody anywhere come from. */
const anywhere = (
  "en en en en de fr es it pt_BR pt_PT nl nl_BE sv da nb_NO fi pl cs_CZ sk hr sl_SI sr_RS_latin hu ro tr vi id_ID " +
  "en_IN en_NG en_GH yo_NG zu_ZA af_ZA fr_SN fr_BE es_MX uz_UZ_latin az lv ku_kmr_latin en_NP"
).split(" ");

/** Romanized names of languages whose lists are in other scripts. */
export const romanized: readonly LocaleNames[] = [
  "Mei Wei Li Jing Fang Hui Yan Xin Jun Lei Hao Ming Qiang Ying Xiu Na Min Ping Juan Chao|Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Tang Cao Deng Feng Peng",
  "Yuki Haruto Sakura Hiroshi Kenji Aiko Naoko Takeshi Yoko Akira Emi Daichi Hana Kaito Rin Satoshi Tomoko Kazuo Mariko|Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Matsumoto Inoue Kimura Hayashi Shimizu Mori Abe Ikeda Hashimoto",
  "Min-jun Ji-woo Seo-yeon Hyun-woo Jisoo Minho Soo-jin Eun-ji Young-ho Dong-hyun|Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song",
  "Mohammed Ahmed Fatima Aisha Omar Yusuf Hassan Ali Layla Khalid Zainab Ibrahim Mariam Tariq Nadia Samir Huda Karim Amina Rania Bilal Abdullah Abdul-Rahman Noor|Al-Masri Haddad Khoury Nasser Al-Sayed Hussein Farouk Mansour El-Amin Rahman Aziz Saleh Qureshi Siddiqui Malik Khan Sheikh Chaudhry Bakr Hamdan Shahin",
  "Ivan Dmitri Sergei Olga Natalia Svetlana Alexei Mikhail Tatiana Yelena Boris Pavel Irina Vladimir Anastasia Yuri Oksana Nikolai Galina Igor Larisa|Ivanov Petrov Sidorova Kuznetsov Smirnova Volkov Sokolova Popov Morozova Lebedev Kozlov Novikova Shevchenko Bondarenko Kovalenko Tkachenko Oliynyk Romanov Fedorov",
  "Giorgos Maria Dimitris Eleni Kostas Katerina Yannis Sofia Nikos Vasiliki Panagiotis Despina|Papadopoulos Papadopoulou Georgiou Nikolaidis Dimitriou Ioannou Christodoulou Karagiannis Vlachos Pappas Economou",
  "Priya Rahul Ananya Arjun Deepika Vikram Sunita Ravi Kavya Sanjay Lakshmi Amit Pooja Rohan Meera Kiran Nikhil Divya|Sharma Patel Singh Kumar Gupta Reddy Iyer Nair Mehta Joshi Desai Rao Chatterjee Mukherjee Banerjee Pillai Kapoor Verma",
  "Chinwe Oluwaseun Ngozi Emeka Amara Kwame Abena Kofi Thabo Lerato Wanjiru Kamau Achieng Mwangi Fatou Mamadou Aminata Ousmane Tendai Chipo|Okafor Adeyemi Okonkwo Balogun Mensah Asante Owusu Dlamini Nkosi Mbeki Kariuki Otieno Diallo Traoré Ndiaye Keita Moyo Eze Abiola",
  "Jón Guðrún Sigurður Anna Björk Ólafur Kristín Einar Helga Magnús Sigríður Þór|Jónsson Jónsdóttir Sigurðsson Guðmundsdóttir Ólafsson Einarsdóttir Magnússon Kristjánsdóttir Þórsson",
  "Siobhán Aoife Niamh Cian Oisín Pádraig Caoimhe Seán Eilidh Hamish Callum Fiona Rhys Carys Gareth Bronwen|O'Connor O'Sullivan Murphy Kelly Byrne MacDonald McGregor Fraser Campbell McKenzie Llewellyn Pritchard Griffiths Ní Bhriain",
  "Nguyen Linh Minh Thanh Huong Tuan Phuong Lan Duc Mai|Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Ngo",
].map((pair, index) => {
  const [given, surnames] = pair.split("|").map((names) => names.split(" ")) as [string[], string[]];
  return { locale: `romanized-${index}`, given, surnames, cities: [], streets: [], states: [] };
});

export interface Person {
  readonly first: string;
  readonly last: string;
  readonly full: string;
}

/** Joins the head of one name to the tail of another, so that names appear that no list holds. */
function splice(a: string, b: string, random: Random): string {
  if (/[ -]/.test(a) || /[ -]/.test(b) || a.length < 4 || b.length < 4) return a;
  const head = a.slice(0, 2 + random.int(Math.max(1, a.length - 3)));
  const tail = b.slice(Math.max(1, Math.min(b.length - 2, Math.floor(b.length / 2) + random.int(2))));
  return (head + tail).slice(0, 14);
}

export interface People {
  person(language: string): Person;
  first(language: string): string;
  last(language: string): string;
}

/** @param novelty share of names that are spliced from two of the same locale */
export function createPeople(lists: Lists, random: Random, novelty = 0.25): People {
  const usable = (locale: string): LocaleNames => lists.locales.get(locale)!;
  const pickLocale = (language: string): LocaleNames => {
    const home = homes[language];
    for (;;) {
      const locale =
        random.chance(0.1) && language !== "slavic"
          ? random.pick(romanized)
          : home && random.chance(language === "en" ? 0.45 : 0.75)
            ? usable(random.pick(home))
            : usable(random.pick(anywhere));
      if (locale.given.length > 5 && locale.surnames.length > 5 && isLatin(locale.surnames[0]!)) return locale;
    }
  };
  const name = (names: readonly string[]): string => {
    const one = random.pick(names);
    return random.chance(novelty) ? splice(one, random.pick(names), random) : one;
  };
  const double = (names: readonly string[], chance: number): string =>
    random.chance(chance) ? `${name(names)}-${name(names)}` : name(names);
  const surname = (locale: LocaleNames): string => {
    const one = double(locale.surnames, 0.04);
    const code = locale.locale.slice(0, 2);
    const chance = random.next();
    if (code === "nl" && chance < 0.3) return `${random.pick(["van", "de", "van der", "van den", "van de"])} ${one}`;
    if (code === "de" && chance < 0.03) return `von ${one}`;
    if ((code === "es" || code === "pt") && chance < 0.35) return `${one} ${name(locale.surnames)}`;
    if (code === "pt" && chance < 0.6) return `${random.pick(["da", "de", "dos"])} ${one}`;
    if (code === "it" && chance < 0.06) return `${random.pick(["De", "Di", "Della", "Lo"])} ${one}`;
    if (code === "fr" && chance < 0.05) return `${random.pick(["de", "Le", "de la"])} ${one}`;
    if (code === "en" && chance < 0.04) return `${random.pick(["Mc", "O'", "Mac", "Fitz"])}${one}`;
    return one;
  };
  const given = (locale: LocaleNames): string => {
    const one = double(locale.given, 0.05);
    return random.chance(0.04) ? `${one} ${name(locale.given)}` : one;
  };
  return {
    first: (language) => double(pickLocale(language).given, 0.05),
    last: (language) => surname(pickLocale(language)),
    person(language) {
      const locale = pickLocale(language);
      const first = given(locale);
      const last = surname(locale);
      const chance = random.next();
      const initial = () => `${String.fromCharCode(65 + random.int(26))}.`;
      const full =
        chance < 0.74
          ? `${first} ${last}`
          : chance < 0.82
            ? `${first} ${initial()} ${last}`
            : chance < 0.86
              ? `${first[0]}. ${last}`
              : chance < 0.88
                ? `${first[0]}. ${initial()} ${last}`
                : chance < 0.94
                  ? `${first} ${name(locale.given)} ${last}`
                  : chance < 0.97
                    ? first
                    : `${first} ${last}${random.chance(0.3) ? " Jr." : ""}`;
      return { first, last, full };
    },
  };
}

export function isLatin(name: string): boolean {
  return /^\p{Script=Latin}/u.test(name);
}
