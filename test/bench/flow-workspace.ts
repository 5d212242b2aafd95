/** A workspace of invented applications, the same for the same number of lines. */
export function flowWorkspace(lines: number): { readonly files: Record<string, string>; readonly lines: number } {
  const files: Record<string, string> = {};
  let total = 0;
  const put = (file: string, text: string): void => {
    files[file] = text;
    total += text.split("\n").length;
  };
  for (let app = 0; total < lines; app++) {
    if (app % 2 === 0) pythonApp(`apps/shop${app}`, app, put);
    else typescriptApp(`apps/desk${app}`, app, put);
  }
  return { files, lines: total };
}

const nouns = ["order", "invoice", "ticket", "visit", "claim", "lesson", "booking", "shipment", "contract", "survey"];

function pythonApp(root: string, seed: number, put: (file: string, text: string) => void): void {
  put(`${root}/shop/__init__.py`, "");
  put(
    `${root}/shop/models.py`,
    `from dataclasses import dataclass, field\nfrom typing import Optional\n\n${nouns
      .map(
        (noun) => `
@dataclass
class ${cap(noun)}:
    id: int
    title: str
    total: float = 0.0
    notes: Optional[str] = None
    customer: "Customer" = None
    lines: list["Line"] = field(default_factory=list)

    def summary(self) -> str:
        return f"{self.title} ({self.total:.2f})"

    def add(self, line):
        self.lines.append(line)
        self.total += line.price
        return self
`,
      )
      .join("")}

@dataclass
class Customer:
    id: int
    name: str
    email: str
    phone: str
    city: str


@dataclass
class Line:
    sku: str
    price: float
    quantity: int = 1
`,
  );
  put(
    `${root}/shop/llm.py`,
    `import logging
from openai import OpenAI

logger = logging.getLogger(__name__)


class Assistant:
    def __init__(self, model="gpt-4o-mini", temperature=0.2):
        self.client = OpenAI()
        self.model = model
        self.temperature = temperature
        self.history = []

    def complete(self, prompt, system=None):
        messages = []
        if system:
            messages.append({"role": "system", "content": system})
        messages.extend(self.history)
        messages.append({"role": "user", "content": prompt})
        response = self.client.chat.completions.create(
            model=self.model, temperature=self.temperature, messages=messages
        )
        text = response.choices[0].message.content
        self.history.append({"role": "assistant", "content": text})
        logger.info("completed %s", self.model)
        return text


assistant = Assistant()
`,
  );
  for (let i = 0; i < 12; i++) {
    const noun = nouns[(seed + i) % nouns.length]!;
    const name = cap(noun);
    put(
      `${root}/shop/${noun}_service_${i}.py`,
      `"""Business rules of ${noun}s."""
from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

from .llm import assistant
from .models import Customer, Line, ${name}

SYSTEM = "You are a helpful assistant of a shop. Answer briefly."
LIMIT = ${i + 3}


class ${name}Repository:
    def __init__(self, session):
        self.session = session
        self.cache = {}

    def get(self, ${noun}_id: int) -> ${name}:
        if ${noun}_id in self.cache:
            return self.cache[${noun}_id]
        row = self.session.execute("SELECT id, title, total FROM ${noun}s WHERE id = :id", {"id": ${noun}_id}).first()
        found = ${name}(id=row.id, title=row.title, total=row.total)
        self.cache[${noun}_id] = found
        return found

    def recent(self, days=7):
        since = datetime.now() - timedelta(days=days)
        rows = self.session.query(${name}).filter(${name}.created > since).all()
        return [row for row in rows if row.total > LIMIT]


class ${name}Service:
    def __init__(self, repository: ${name}Repository, mailer=None):
        self.repository = repository
        self.mailer = mailer
        self.counter = 0

    def normalize(self, text: str) -> str:
        cleaned = re.sub(r"\\s+", " ", text).strip()
        if len(cleaned) > 200:
            cleaned = cleaned[:200] + "..."
        return cleaned

    def price(self, lines: list[Line]) -> float:
        total = 0.0
        for line in lines:
            if line.quantity <= 0:
                continue
            total += line.price * line.quantity
        return round(total, 2)

    def describe(self, ${noun}: ${name}) -> str:
        parts = [f"{${noun}.title}", f"total {${noun}.total}"]
        for line in ${noun}.lines:
            parts.append(f"- {line.sku} x {line.quantity}")
        return "\\n".join(parts)

    def summarize(self, ${noun}_id: int) -> str:
        ${noun} = self.repository.get(${noun}_id)
        prompt = f"Summarize this ${noun}:\\n{self.describe(${noun})}"
        self.counter += 1
        return assistant.complete(prompt, system=SYSTEM)

    def reply(self, ${noun}_id: int, customer: Customer, question: str) -> str:
        ${noun} = self.repository.get(${noun}_id)
        context = {"title": ${noun}.title, "state": "open", "city": customer.city}
        prompt = (
            f"A customer asks about a ${noun}.\\n"
            f"Context: {json.dumps(context)}\\n"
            f"Contact: {customer.email}\\n"
            f"Question: {self.normalize(question)}"
        )
        answer = assistant.complete(prompt, system=SYSTEM)
        if self.mailer is not None:
            self.mailer.send(to=customer.email, subject="Your ${noun}", body=answer)
        return answer

    def export(self, path: str) -> int:
        count = 0
        with open(path, "w") as handle:
            for ${noun} in self.repository.recent():
                handle.write(json.dumps({"id": ${noun}.id, "title": ${noun}.title}) + "\\n")
                count += 1
        return count


def validate(data: dict) -> list[str]:
    problems = []
    if "title" not in data:
        problems.append("title is missing")
    elif not isinstance(data["title"], str):
        problems.append("title must be text")
    try:
        total = float(data.get("total", 0))
    except ValueError as error:
        problems.append(f"total: {error}")
    else:
        if total < 0:
            problems.append("total must not be negative")
    return problems


def merge(left: dict, right: dict) -> dict:
    result = dict(left)
    for key, value in right.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merge(result[key], value)
        else:
            result[key] = value
    return result
`,
    );
  }
}

function typescriptApp(root: string, seed: number, put: (file: string, text: string) => void): void {
  put(
    `${root}/src/llm.ts`,
    `import OpenAI from "openai";

const client = new OpenAI();

export interface Turn {
  role: "user" | "assistant" | "system";
  content: string;
}

export async function complete(messages: Turn[], model = "gpt-4o-mini"): Promise<string> {
  const response = await client.chat.completions.create({ model, messages });
  return response.choices[0]?.message?.content ?? "";
}
`,
  );
  for (let i = 0; i < 12; i++) {
    const noun = nouns[(seed + i) % nouns.length]!;
    const name = cap(noun);
    put(
      `${root}/src/${noun}-service-${i}.ts`,
      `import { complete, type Turn } from "./llm";

export interface Customer {
  id: string;
  firstName: string;
  email: string;
  city: string;
}

export interface ${name} {
  id: string;
  title: string;
  total: number;
  lines: { sku: string; quantity: number; price: number }[];
  customer?: Customer;
}

const LIMIT = ${i + 3};

export class ${name}Store {
  private readonly items = new Map<string, ${name}>();

  constructor(private readonly url: string) {}

  async load(id: string): Promise<${name}> {
    const cached = this.items.get(id);
    if (cached) return cached;
    const response = await fetch(\`\${this.url}/${noun}s/\${id}\`);
    if (!response.ok) throw new Error(\`no ${noun} \${id}\`);
    const item = (await response.json()) as ${name};
    this.items.set(id, item);
    return item;
  }

  recent(days: number): ${name}[] {
    return [...this.items.values()].filter((item) => item.total > LIMIT).slice(0, days);
  }
}

function describe(item: ${name}): string {
  const lines = item.lines.map((line) => \`- \${line.sku} x \${line.quantity}\`);
  return [item.title, ...lines].join("\\n");
}

export class ${name}Service {
  private count = 0;
  private history: Turn[] = [];

  constructor(private readonly store: ${name}Store) {}

  normalize(text: string): string {
    const cleaned = text.replace(/\\s+/g, " ").trim();
    return cleaned.length > 200 ? \`\${cleaned.slice(0, 200)}...\` : cleaned;
  }

  price(lines: ${name}["lines"]): number {
    let total = 0;
    for (const { price, quantity } of lines) {
      if (quantity <= 0) continue;
      total += price * quantity;
    }
    return Math.round(total * 100) / 100;
  }

  async summarize(id: string): Promise<string> {
    const item = await this.store.load(id);
    this.count += 1;
    return complete([{ role: "user", content: \`Summarize this ${noun}: \${describe(item)}\` }]);
  }

  async reply(id: string, question: string): Promise<string> {
    const { title, customer } = await this.store.load(id);
    const context = { title, state: "open", city: customer?.city };
    const prompt = [
      "A customer asks about a ${noun}.",
      \`Context: \${JSON.stringify(context)}\`,
      \`Contact: \${customer?.email}\`,
      \`Question: \${this.normalize(question)}\`,
    ].join("\\n");
    this.history.push({ role: "user", content: prompt });
    const answer = await complete(this.history);
    this.history.push({ role: "assistant", content: answer });
    return answer;
  }
}

export function validate(data: Record<string, unknown>): string[] {
  const problems: string[] = [];
  if (!("title" in data)) problems.push("title is missing");
  else if (typeof data.title !== "string") problems.push("title must be text");
  try {
    const total = Number(data.total ?? 0);
    if (total < 0) problems.push("total must not be negative");
  } catch (error) {
    problems.push(\`total: \${error}\`);
  }
  return problems;
}
`,
    );
  }
}

function cap(noun: string): string {
  return noun[0]!.toUpperCase() + noun.slice(1);
}
