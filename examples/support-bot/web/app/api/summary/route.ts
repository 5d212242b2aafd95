import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { type Customer, loadCustomer } from "@/lib/customers";

const model = openai("gpt-4o-mini");

/** Leaks: the whole customer. */
export async function POST(request: Request): Promise<Response> {
  const { customerId } = (await request.json()) as { customerId: string };
  const customer = await loadCustomer(customerId);
  const { text } = await generateText({ model, prompt: `Summarize for an agent: ${JSON.stringify(customer)}` });
  return Response.json({ text });
}

/** The same with the one field that matters. */
export async function PUT(request: Request): Promise<Response> {
  const { customerId } = (await request.json()) as { customerId: string };
  const customer = await loadCustomer(customerId);
  const { text } = await generateText({ model, prompt: summaryPrompt(customer) });
  return Response.json({ text });
}

function summaryPrompt(customer: Customer): string {
  return `Summarize for an agent: a ${customer.loyaltyTier} customer.`;
}
