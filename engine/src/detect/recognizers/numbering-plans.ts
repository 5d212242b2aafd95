import metadata from "libphonenumber-js/metadata.min.json";
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** What a country gives out and how it writes it, from the metadata of libphonenumber, each expression parsed once. */
export interface NumberingPlan {
  /** All of a national number. */
  readonly pattern: RegExp;
  readonly formats: readonly { readonly leading: RegExp | undefined; readonly whole: RegExp }[];
  readonly lengths: readonly number[];
  /** What may be dialled before a national number, at its start. */
  readonly prefix: RegExp | undefined;
  /** The first digits that tell the country from others with the same calling code. */
  readonly leading: RegExp | undefined;
  /** Kinds of numbers, where the general pattern does not tell enough. */
  readonly kinds: readonly { readonly pattern: RegExp; readonly lengths: readonly number[] }[];
}

/** Rows of the metadata, by their places in it (version 4). */
type Row = readonly [
  callingCode: string,
  internationalPrefix: string,
  pattern: string,
  lengths: readonly number[],
  formats: readonly (readonly [pattern: string, format: string, leading?: readonly string[] | 0])[] | 0,
  nationalPrefix: string | 0,
  extension: unknown,
  prefixForParsing: string | 0,
  transform: unknown,
  optionalPrefix: unknown,
  leading: string | 0,
  kinds: readonly (readonly [pattern: string, lengths?: readonly number[]] | 0)[] | 0,
];

const countries = metadata.countries as unknown as Readonly<Record<string, Row>>;
const callingCodes = metadata.country_calling_codes as unknown as Readonly<Record<string, readonly string[]>>;
const otherCodes = metadata.nonGeographic as unknown as Readonly<Record<string, Row>>;

const plans = new Map<string, NumberingPlan>();

/** The plan of a country, or of a calling code that belongs to none. */
export function planOf(name: CountryCode): NumberingPlan {
  return planNamed(name);
}

function planNamed(name: string): NumberingPlan {
  let plan = plans.get(name);
  if (!plan) {
    plan = readPlan(countries[name] ?? otherCodes[name]!);
    plans.set(name, plan);
  }
  return plan;
}

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const start = (pattern: string | 0 | undefined) => (pattern ? new RegExp(`^(?:${pattern})`) : undefined);

function readPlan(row: Row): NumberingPlan {
  return {
    pattern: whole(row[2]),
    lengths: row[3],
    formats: (row[4] || []).map(([pattern, , leading]) => ({
      leading: leading ? start(leading.at(-1)) : undefined,
      whole: whole(pattern),
    })),
    prefix: start(row[7] || row[5]),
    leading: start(row[10]),
    kinds: (row[11] || []).flatMap((kind) =>
      kind !== 0 && kind[0] !== "" ? [{ pattern: whole(kind[0]), lengths: kind[1] ?? row[3] }] : [],
    ),
  };
}

/** Whether a number is of one of a plan's kinds. */
function isOfAKind({ pattern, kinds }: NumberingPlan, national: string): boolean {
  return (
    pattern.test(national) &&
    kinds.some((kind) => kind.lengths.includes(national.length) && kind.pattern.test(national))
  );
}

/**
 * Whether digits that follow `+` are a number that is given out (`valid`) or has the length of one (`possible`), as
 * libphonenumber judges it. It reads its metadata anew for every number; here only numbers that may begin with a
 * national prefix (`+44 (0)20 …`) are left to it.
 */
export function judgeInternational(digits: string): "valid" | "possible" | undefined {
  let code = "";
  for (let length = 1; length <= 3 && code === ""; length++) {
    const start = digits.slice(0, length);
    if (callingCodes[start] || otherCodes[start]) code = start;
  }
  const national = digits.slice(code.length);
  if (code === "" || national.length < 2 || national.length > 17) return undefined;
  const sharing = callingCodes[code] ?? [];
  const main = planNamed(sharing[0] ?? code);
  if (main.prefix?.test(national)) {
    const parsed = parsePhoneNumberFromString(`+${digits}`);
    return parsed?.isValid() ? "valid" : parsed?.isPossible() ? "possible" : undefined;
  }
  const country =
    sharing.length < 2
      ? sharing[0]
      : sharing.find((name) => {
          const plan = planNamed(name);
          return plan.leading ? plan.leading.test(national) : isOfAKind(plan, national);
        });
  const plan = country === undefined ? main : planNamed(country);
  if (plan.kinds.length > 0 ? isOfAKind(plan, national) : plan.pattern.test(national)) return "valid";
  return plan.lengths.includes(national.length) ? "possible" : undefined;
}
