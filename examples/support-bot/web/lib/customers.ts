/** A customer as the shop's API gives it. */
export interface Customer {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber: string;
  shippingAddress: string;
  loyaltyTier: "standard" | "gold";
}

export interface Order {
  id: string;
  productName: string;
  status: "packed" | "shipped" | "delivered";
}

const shop = process.env.SHOP_API ?? "http://localhost:4000";

export async function loadCustomer(id: string): Promise<Customer> {
  const response = await fetch(`${shop}/customers/${encodeURIComponent(id)}`);
  if (!response.ok) throw new Error("The customer could not be loaded.");
  return (await response.json()) as Customer;
}

export async function loadOrder(id: string): Promise<Order> {
  const response = await fetch(`${shop}/orders/${encodeURIComponent(id)}`);
  if (!response.ok) throw new Error("The order could not be loaded.");
  return (await response.json()) as Order;
}
