"""What the service knows about customers and their tickets."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Customer:
    customer_id: str
    full_name: str
    email: str
    phone: str
    date_of_birth: date
    loyalty_tier: str = "standard"


@dataclass
class Product:
    sku: str
    name: str
    category: str


@dataclass
class Ticket:
    ticket_id: str
    customer: Customer
    product: Product
    subject: str
    status: str = "open"
    tags: list[str] = field(default_factory=list)
