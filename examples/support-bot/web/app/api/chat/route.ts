import { openai } from "@ai-sdk/openai";
import { streamText } from "ai";
import { loadCustomer, loadOrder } from "@/lib/customers";
import { redact } from "@/lib/redact";

export const maxDuration = 30;

interface ChatRequest {
  customerId: string;
  orderId: string;
  question: string;
}

/** Leaks: name, address and telephone number of whoever asks are part of the system prompt. */
export async function POST(request: Request): Promise<Response> {
  const { customerId, orderId, question } = (await request.json()) as ChatRequest;
  const customer = await loadCustomer(customerId);
  const order = await loadOrder(orderId);
  const result = streamText({
    model: openai("gpt-4o-mini"),
    system: `You help customers of Harbor & Pine.
You are talking to ${customer.firstName} ${customer.lastName}, ${customer.shippingAddress}.
If you cannot help, offer a call to ${customer.phoneNumber}.`,
    prompt: `Order ${order.id} (${order.productName}) is ${order.status}. ${redact(question)}`,
  });
  return result.toTextStreamResponse();
}

/** The same without the person. */
export async function PUT(request: Request): Promise<Response> {
  const { customerId, orderId, question } = (await request.json()) as ChatRequest;
  const { loyaltyTier } = await loadCustomer(customerId);
  const order = await loadOrder(orderId);
  const result = streamText({
    model: openai("gpt-4o-mini"),
    system: `You help customers of Harbor & Pine. You are talking to a ${loyaltyTier} customer.`,
    prompt: `Order ${order.id} (${order.productName}) is ${order.status}. ${redact(question)}`,
  });
  return result.toTextStreamResponse();
}
