"""Answers tickets with OpenAI's models."""

import json
from dataclasses import asdict

from openai import OpenAI

from app.models import Customer, Ticket
from app.privacy import redact

MODEL = "gpt-4o-mini"
SYSTEM_PROMPT = "You are the support assistant of Harbor & Pine. Answer kindly and in three sentences at most."

client = OpenAI()


def answer_ticket(ticket: Ticket, question: str) -> str:
    """Leaks: the customer's address and telephone number stand in the prompt."""
    customer = ticket.customer
    prompt = (
        f"Customer {customer.full_name} <{customer.email}> asks about {ticket.product.name}.\n"
        f"Call back on {customer.phone}.\n"
        f"Question: {redact(question)}"
    )
    response = client.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            {"role": "user", "content": prompt},
        ],
    )
    return response.choices[0].message.content or ""


def answer_ticket_safely(ticket: Ticket, question: str) -> str:
    """The same without: the model learns about the product and the tier, not about the person."""
    prompt = (
        f"A {ticket.customer.loyalty_tier} customer asks about {ticket.product.name}.\n"
        f"Question: {redact(question)}"
    )
    response = client.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            {"role": "user", "content": prompt},
        ],
    )
    return response.choices[0].message.content or ""


def summarize_customer(customer: Customer) -> str:
    """Leaks: a whole record where two fields would do."""
    profile = json.dumps(asdict(customer), default=str)
    response = client.responses.create(model=MODEL, input=f"Summarize this customer for an agent: {profile}")
    return response.output_text


def summarize_customer_safely(customer: Customer) -> str:
    facts = json.dumps({"tier": customer.loyalty_tier})
    response = client.responses.create(model=MODEL, input=f"Summarize this customer for an agent: {facts}")
    return response.output_text


def birthday_offer(customer: Customer) -> str:
    """Leaks: built piece by piece, through a helper."""
    messages = [{"role": "system", "content": SYSTEM_PROMPT}]
    messages.append({"role": "user", "content": offer_text(customer.date_of_birth)})
    response = client.chat.completions.create(model=MODEL, messages=messages)
    return response.choices[0].message.content or ""


def birthday_offer_safely(customer: Customer) -> str:
    messages = [{"role": "system", "content": SYSTEM_PROMPT}]
    messages.append({"role": "user", "content": offer_text(redact(str(customer.date_of_birth)))})
    response = client.chat.completions.create(model=MODEL, messages=messages)
    return response.choices[0].message.content or ""


def offer_text(day: object) -> str:
    return "Write a birthday offer for someone born on {}.".format(day)
