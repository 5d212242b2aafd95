"""Classifies and drafts with LangChain."""

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

from app.models import Ticket
from app.privacy import redact

model = ChatOpenAI(model="gpt-4o-mini")

triage = (
    ChatPromptTemplate.from_messages(
        [
            ("system", "Sort support tickets into: shipping, returns, warranty, other."),
            ("human", "Subject: {subject}\nProduct: {product}"),
        ]
    )
    | model
    | StrOutputParser()
)

draft = (
    ChatPromptTemplate.from_template("Draft an e-mail to {recipient} about {product}: {subject}")
    | model
    | StrOutputParser()
)


def triage_ticket(ticket: Ticket) -> str:
    return triage.invoke({"subject": redact(ticket.subject), "product": ticket.product.name})


def draft_reply(ticket: Ticket) -> str:
    """Leaks: the recipient's address fills a variable of the template."""
    return draft.invoke(
        {
            "recipient": ticket.customer.email,
            "product": ticket.product.name,
            "subject": redact(ticket.subject),
        }
    )


def draft_reply_safely(ticket: Ticket) -> str:
    text = draft.invoke(
        {
            "recipient": "[RECIPIENT]",
            "product": ticket.product.name,
            "subject": redact(ticket.subject),
        }
    )
    return text.replace("[RECIPIENT]", ticket.customer.email)
