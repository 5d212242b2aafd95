import assert from "node:assert/strict";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { before, describe, it } from "mocha";
import type { Detector } from "../../model/index.ts";
import { createDetector } from "../index.ts";

interface Forms {
  readonly type: string;
  /** Where the numbers come from. */
  readonly source: string;
  readonly say: (value: string) => string;
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

const join = (...parts: readonly string[]) => parts.join("");

const tables: readonly Forms[] = [
  {
    type: "CREDIT_CARD",
    source: "test numbers that Visa, Mastercard, American Express, Discover, Diners, JCB and UnionPay publish",
    say: (value) => `charged ${value} today`,
    hits: [
      ...[
        "4111111111111111",
        "4012888888881881",
        "4222222222222",
        "5555555555554444",
        "5105105105105100",
        "2223003122003222",
      ],
      ...[
        "378282246310005",
        "371449635398431",
        "6011111111111117",
        "6011000990139424",
        "30569309025904",
        "38520000023237",
      ],
      ...[
        "3530111333300000",
        "3566002020360505",
        "6200000000000005",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "3782 822463 10005",
      ],
    ],
    misses: [
      ...[
        "4111111111111112",
        "5555555555554445",
        "378282246310006",
        "6011111111111118",
        "30569309025905",
        "1111111111111111",
      ],
      ...[
        "0000000000000000",
        "9111111111111111",
        "411111111111111",
        "41111111111111111111",
        "1700000000000000",
        "a4111111111111111",
      ],
      ...["4111111111111111.5", "4111 1111 1111 1112"],
    ],
  },
  {
    type: "IBAN_CODE",
    source: "examples of the SWIFT IBAN registry",
    say: (value) => `to ${value} please`,
    hits: [
      ...[
        "AD1200012030200359100100",
        "AT611904300234573201",
        "BE68539007547034",
        "BG80BNBG96611020345678",
        "CH9300762011623852957",
      ],
      ...[
        "CZ6508000000192000145399",
        "DE89370400440532013000",
        "DK5000400440116243",
        "EE382200221020145685",
        "ES9121000418450200051332",
      ],
      ...[
        "FI2112345600000785",
        "FR1420041010050500013M02606",
        "GB29NWBK60161331926819",
        "IE29AIBK93115212345678",
        "IT60X0542811101000000123456",
      ],
      ...[
        "NL91ABNA0417164300",
        "NO9386011117947",
        "PL61109010140000071219812874",
        "PT50000201231234567890154",
        "SE4550000000058398257466",
      ],
      ...["GB29 NWBK 6016 1331 9268 19", "DE89 3704 0044 0532 0130 00"],
    ],
    misses: [
      ...[
        "AD1200012030200359100101",
        "AT611904300234573202",
        "BE68539007547035",
        "DE89370400440532013001",
        "GB29NWBK60161331926818",
      ],
      ...[
        "DE8937040044053201300",
        "XX89370400440532013000",
        "DE893704004405320130000",
        "NO9386011117948",
        "FR1420041010050500013M02607",
      ],
      ...["AB12CDEFGHIJ1234567890", "IT60X0542811101000000123457", "SE4550000000058398257467"],
    ],
  },
  {
    type: "IP_ADDRESS",
    source: "RFC 791, RFC 4291, RFC 5952; ranges of IANA",
    say: (value) => `request by ${value} failed`,
    hits: [
      ...["193.0.14.129", "198.41.0.4", "199.9.14.201", "192.33.4.12", "199.7.91.13", "192.203.230.10", "192.5.5.241"],
      ...[
        "192.112.36.4",
        "198.97.190.53",
        "2001:503:ba3e::2:30",
        "2001:500:200::b",
        "2001:500:2f::f",
        "2620:0:2d0:200::7",
      ],
      ...["2001:7fd::1", "2a00:1450:4001:82a:0:0:0:200e"],
    ],
    misses: [
      ...[
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "193.0.14.1290",
        "01.02.03.04",
        "999.999.999.999",
        "10:22:33",
        "std::vector",
        "a::b",
      ],
      ...["12:34:56:78", "2001:503", "1:2:3:4:5:6:7:8:9", "v193.0.14.129", "::"],
    ],
  },
  {
    type: "MAC_ADDRESS",
    source: "IEEE registration authority, assigned prefixes",
    say: (value) => `device ${value} joined`,
    hits: [
      ...[
        "00:1A:2B:3C:4D:5E",
        "F0:18:98:AB:CD:01",
        "3C-5A-B4-12-34-56",
        "b8:27:eb:0a:1b:2c",
        "DC:A6:32:11:22:33",
        "00:50:56:c0:00:08",
      ],
      ...[
        "08:00:27:13:69:77",
        "A4:5E:60:E1:23:45",
        "44:65:0D:9A:8B:7C",
        "ac:de:48:00:11:22",
        "70-85-C2-3D-4E-5F",
        "00:0C:29:1F:2E:3D",
      ],
    ],
    misses: [
      ...[
        "00:1A:2B:3C:4D",
        "00:1A:2B:3C:4D:5E:6F",
        "00:00:00:00:00:00",
        "FF:FF:FF:FF:FF:FF",
        "00:1A:2B:3C:4D:5G",
        "10:22:33",
      ],
      ...["00-1A:2B-3C:4D-5E", "001A2B3C4D5E", "0:1:2:3:4:5", "00:1A:2B:3C:4D:5E0", "2024-05-01", "12-34-56-78"],
    ],
  },
  {
    type: "CRYPTO",
    source: "examples of BIP 173, BIP 350, EIP-55 and the Bitcoin wiki",
    say: (value) => `wallet ${value} paid`,
    hits: [
      ...[
        "17VZNX1SN5NtKa8UQFxwQbFeFc3iqRYhem",
        "3EktnHQD7RiAE6uzMj2ZifT9YgRrkSgzQX",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
      ],
      ...[
        "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
      ],
      ...[
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
      ],
      ...[
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0xde709f2102306220921060314715629080e2fb77",
      ],
      ...["1BoatSLRHtKNngkdXEeobR76b53LETtpyT"],
    ],
    misses: [
      ...[
        "17VZNX1SN5NtKa8UQFxwQbFeFc3iqRYhen",
        "3EktnHQD7RiAE6uzMj2ZifT9YgRrkSgzQY",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
      ],
      ...[
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed",
        "0x0000000000000000000000000000000000000000",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA",
      ],
      ...[
        "9fceb02d0ae598e95dc970b74767f19372d61af8",
        "bc1",
        "1234567890123456789012345678901234",
        "0xdeadbeef",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00",
        "bc1qinvalidaddress",
      ],
    ],
  },
  {
    type: "US_SSN",
    source: "SSA: areas assigned before 2011, and those never assigned",
    say: (value) => `his SSN is ${value}.`,
    hits: [
      ...[
        "001-01-0001",
        "212-09-7694",
        "306-30-2348",
        "428-12-9876",
        "501-22-3344",
        "589-11-2233",
        "612-34-5678",
        "700-01-0002",
      ],
      ...["772-99-9999", "899-12-3456", "212 09 7694", "212.09.7694", "212097694"],
    ],
    misses: [
      ...[
        "000-01-0001",
        "666-01-0001",
        "900-01-0001",
        "999-99-9999",
        "212-00-7694",
        "212-09-0000",
        "111-11-1111",
        "123456789",
      ],
      ...["212-097-694", "2120-97-694", "21209769", "212-09-76941", "1212-09-7694"],
    ],
  },
  {
    type: "API_KEY",
    source: "forms that the providers describe; the keys are made here",
    say: (value) => `use ${value} for it`,
    hits: [
      join("AKIA", "Z7QMLV2RT5KXWB3N"),
      join("ghp_", "q8Zr2Xw7Lm4Tn9Vb3Kc6Hd1Gf5Js0Ap8Yu2E"),
      join("glpat-", "x7Kq2Lm9Zr4Tn8Vb3Wc6"),
      join("sk-ant-", "api03-", "x7Kq2Lm9Zr4Tn8Vb3Wc6Hd1Gf5Js0Ap8Yu2E"),
      join("sk-proj-", "x7Kq2Lm9Zr4Tn8Vb3Wc6Hd1Gf5"),
      join("AI", "zaSy", "D4k8Zr2Xw7Lm4Tn9Vb3Kc6Hd1Gf5Js0Ap"),
      join("xox", "b-", "274918365027-918273645019-x7Kq2Lm9Zr4Tn8Vb3Wc6Hd1G"),
      join("sk_", "live_", "x7Kq2Lm9Zr4Tn8Vb3Wc6Hd1G"),
      join("hf_", "qZrXwLmTnVbKcHdGfJsApYuEiOqZrXwLmT8"),
      join("npm_", "x7Kq2Lm9Zr4Tn8Vb3Wc6Hd1Gf5Js0Ap8Yu2E"),
      join("SG.", "x7Kq2Lm9Zr4Tn8Vb3Wc6Hd", ".", "1Gf5Js0Ap8Yu2Ex7Kq2Lm9Zr4Tn8Vb3Wc6Hd1Gf5JsQ"),
      join("gsk_", "x7Kq2Lm9Zr4Tn8Vb3Wc6Hd1Gf5Js0Ap8Yu2Ex7Kq2Lm9Zr4Tn8Vb"),
    ],
    misses: [
      ...[
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_short",
        join("ghp_", "x".repeat(36)),
        "sk-your-api-key-goes-right-here",
        "sk-learn",
        "hf_hub_download",
      ],
      ...[
        "npm_config_registry",
        "xoxb-",
        "glpat-",
        "AIzaShort",
        "SG.short.short",
        "sk_live_",
        "gsk_function_name",
        "risk-assessment-and-mitigation-plan",
      ],
    ],
  },
];

describe("forms that their issuers publish", () => {
  let detector: Detector;
  before(async () => {
    detector = await createDetector({ policy: { reservedExamples: true } });
  });
  let quiet: Detector;
  before(async () => {
    quiet = await createDetector();
  });

  for (const { type, source, say, hits, misses } of tables) {
    describe(`${type} (${source})`, () => {
      it("has a dozen of each", () => assert.ok(hits.length >= 12 && misses.length >= 12));

      for (const value of hits) {
        it(`takes ${value.slice(0, 4)}… (${value.length})`, () => {
          const text = say(value);
          const found = detector.detect(text).map((entity) => `${entity.type} ${text.slice(entity.start, entity.end)}`);
          assert.ok(found.includes(`${type} ${value}`), `${text}: ${found.join(", ") || "nothing"}`);
        });
      }
      for (const value of misses) {
        it(`leaves ${value.slice(0, 8)}… (${value.length})`, () => {
          const text = say(value);
          // Placeholders are refused by the list of reserved examples.
          const found = (type === "API_KEY" ? quiet : detector).detect(text).filter((entity) => entity.type === type);
          assert.deepEqual(found, [], text);
        });
      }
    });
  }

  it("PHONE_NUMBER (libphonenumber's example numbers): takes every country's, written internationally", () => {
    const missed = Object.entries(examples).filter(([country, national]) => {
      const value = parsePhoneNumberFromString(national, country as never)?.formatInternational();
      if (value === undefined) return false;
      const text = `Ruf an: ${value}, danke`;
      return !detector
        .detect(text)
        .some(({ type, start, end }) => type === "PHONE_NUMBER" && text.slice(start, end) === value);
    });
    assert.deepEqual(
      missed.map(([country]) => country),
      [],
    );
  });
});
