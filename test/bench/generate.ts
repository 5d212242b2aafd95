/** A random number generator that gives the same sequence for the same seed (mulberry32); numbers from 0 to 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

const nouns = [
  "order",
  "invoice",
  "parcel",
  "ticket",
  "refund",
  "product",
  "session",
  "report",
  "batch",
  "route",
] as const;
const verbs = ["load", "merge", "render", "check", "group", "count", "store", "filter", "sort", "plan"] as const;
const fields = ["status", "total", "created", "weight", "price", "label", "priority", "quantity"] as const;

/** One Python function of some ten lines; now and then one that talks to a model. */
function pythonFunction(random: Random, index: number): string {
  const noun = pick(random, nouns);
  const field = pick(random, fields);
  const name = `${pick(random, verbs)}_${noun}_${index}`;
  if (random() < 0.06) {
    const value = random() < 0.5 ? "customer.email" : `customer.${field}`;
    return `def ${name}(customer, question: str) -> str:
    """Asks a model about a ${noun}."""
    prompt = f"A customer ({${value}}) asks about ${noun} ${index}: {redact(question)}"
    response = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": prompt}],
    )
    return response.choices[0].message.content
`;
  }
  return `def ${name}(items: list[dict], limit: int = ${Math.floor(random() * 90) + 10}) -> list[dict]:
    """Every ${noun} whose ${field} is known, the first ones first."""
    result = []
    for position, item in enumerate(items):
        if item.get("${field}") is None or position >= limit:
            continue
        entry = {"${field}": item["${field}"], "position": position, "label": f"${noun} {position}"}
        if entry["position"] % ${Math.floor(random() * 7) + 2} == 0:
            entry["label"] = entry["label"].upper()
        result.append(entry)
    return sorted(result, key=lambda entry: entry["position"])
`;
}

/** One TypeScript function of some ten lines; now and then one that talks to a model. */
function typescriptFunction(random: Random, index: number): string {
  const noun = pick(random, nouns);
  const field = pick(random, fields);
  const name = `${pick(random, verbs)}${noun[0]?.toUpperCase()}${noun.slice(1)}${index}`;
  if (random() < 0.06) {
    const value = random() < 0.5 ? "customer.email" : `customer.${field}`;
    return `/** Asks a model about a ${noun}. */
export async function ${name}(customer: Customer, question: string): Promise<string> {
  const prompt = \`A customer (\${${value}}) asks about ${noun} ${index}: \${redact(question)}\`;
  const { text } = await generateText({ model, system: SYSTEM, prompt });
  return text;
}
`;
  }
  return `/** Every ${noun} whose ${field} is known, the first ones first. */
export function ${name}(items: readonly Item[], limit = ${Math.floor(random() * 90) + 10}): Entry[] {
  const result: Entry[] = [];
  for (const [position, item] of items.entries()) {
    if (item.${field} === undefined || position >= limit) continue;
    const entry: Entry = { ${field}: item.${field}, position, label: \`${noun} \${position}\` };
    if (entry.position % ${Math.floor(random() * 7) + 2} === 0) entry.label = entry.label.toUpperCase();
    result.push(entry);
  }
  return result.sort((a, b) => a.position - b.position);
}
`;
}

/** A Python module of at least so many lines. */
export function pythonModule(random: Random, lines: number, imports = ""): string {
  let text = `import json\n\nfrom openai import OpenAI\n${imports}\nclient = OpenAI()\nSYSTEM = "You are a support assistant."\n\n\ndef redact(text: str) -> str:\n    return text.replace("@", " at ")\n`;
  for (let index = 0; countLines(text) < lines; index++) text += `\n\n${pythonFunction(random, index)}`;
  return text;
}

/** A TypeScript module of at least so many lines. */
export function typescriptModule(random: Random, lines: number, imports = ""): string {
  let text = `import { openai } from "@ai-sdk/openai";\nimport { generateText } from "ai";\n${imports}\nconst model = openai("gpt-4o-mini");\nconst SYSTEM = "You are a support assistant.";\n\nexport interface Customer {\n  email: string;\n  status: string;\n}\n\ntype Item = Record<string, string | undefined>;\ntype Entry = { position: number; label: string } & Record<string, unknown>;\n\nexport function redact(text: string): string {\n  return text.replaceAll("@", " at ");\n}\n`;
  for (let index = 0; countLines(text) < lines; index++) text += `\n${typescriptFunction(random, index)}`;
  return text;
}

function countLines(text: string): number {
  return text.split("\n").length;
}

function chatRows(random: Random, rows: number): string {
  let text = "";
  for (let row = 0; row < rows; row++) {
    const content = `Where is my ${pick(random, nouns)}? I bought it ${row} days ago${row % 50 === 7 ? `, mail kim.${row}@talpost-mail.net` : ""}.`;
    text += `${JSON.stringify({
      messages: [
        { role: "user", content },
        { role: "assistant", content: "It is on its way." },
      ],
    })}\n`;
  }
  return text;
}

function table(random: Random, rows: number): string {
  let text = "id,product,status,note\n";
  for (let row = 0; row < rows; row++)
    text += `${row},${pick(random, nouns)},open,"The ${pick(random, nouns)} came late"\n`;
  return text;
}

/** The files of a made-up project, by name: mostly code of ten folders that import one another, some prompts and data. */
export function* workspaceFiles(count: number, seed = 1): Generator<readonly [name: string, text: string]> {
  const random = createRandom(seed);
  for (let index = 0; index < count; index++) {
    const folder = `part${index % 10}`;
    const lines = 40 + Math.floor(random() * random() * 300);
    const kind = random();
    if (kind < 0.45) {
      const imports =
        index > 20 && random() < 0.5 ? `from ${folder}.module${index - 10} import redact as redact_other\n` : "";
      yield [`${folder}/module${index}.py`, pythonModule(random, lines, imports)];
    } else if (kind < 0.9) {
      const imports =
        index > 20 && random() < 0.5 ? `import { redact as redactOther } from "./module${index - 10}";\n` : "";
      yield [`${folder}/module${index}.ts`, typescriptModule(random, lines, imports)];
    } else if (kind < 0.94) {
      yield [
        `${folder}/prompts/prompt${index}.jinja`,
        "You are a support assistant.\nOrder {{ order.id }} of {{ customer.email }}.\n",
      ];
    } else if (kind < 0.97) {
      yield [`${folder}/data/chat${index}.jsonl`, chatRows(random, lines)];
    } else {
      yield [`${folder}/data/table${index}.csv`, table(random, lines)];
    }
  }
}
