"""Customers and tickets in SQLite."""

import sqlite3
from datetime import date
from pathlib import Path

from app.models import Customer, Product, Ticket

DATABASE = Path(__file__).parent.parent / "support.sqlite3"

TICKET_QUERY = """
    SELECT t.id AS ticket_id, t.subject, t.status,
           c.id AS customer_id, c.full_name, c.email, c.phone, c.date_of_birth, c.loyalty_tier,
           p.sku, p.name AS product_name, p.category
    FROM tickets t JOIN customers c ON c.id = t.customer_id JOIN products p ON p.sku = t.sku
    WHERE t.id = ?
"""


def load_ticket(ticket_id: str) -> Ticket | None:
    with sqlite3.connect(DATABASE) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute(TICKET_QUERY, (ticket_id,)).fetchone()
    if row is None:
        return None
    return Ticket(
        ticket_id=row["ticket_id"],
        customer=Customer(
            customer_id=row["customer_id"],
            full_name=row["full_name"],
            email=row["email"],
            phone=row["phone"],
            date_of_birth=date.fromisoformat(row["date_of_birth"]),
            loyalty_tier=row["loyalty_tier"],
        ),
        product=Product(sku=row["sku"], name=row["product_name"], category=row["category"]),
        subject=row["subject"],
        status=row["status"],
    )
