"""The service's routes."""

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from app import assistant, chains
from app.models import Ticket
from app.store import load_ticket

app = FastAPI(title="Harbor & Pine support")


class Question(BaseModel):
    ticket_id: str
    text: str


class Answer(BaseModel):
    category: str
    answer: str


def find_ticket(ticket_id: str) -> Ticket:
    ticket = load_ticket(ticket_id)
    if ticket is None:
        raise HTTPException(status_code=404, detail="No such ticket.")
    return ticket


@app.post("/answers")
def create_answer(question: Question) -> Answer:
    ticket = find_ticket(question.ticket_id)
    return Answer(
        category=chains.triage_ticket(ticket),
        answer=assistant.answer_ticket_safely(ticket, question.text),
    )


@app.get("/tickets/{ticket_id}/draft")
def get_draft(ticket_id: str) -> dict[str, str]:
    return {"draft": chains.draft_reply_safely(find_ticket(ticket_id))}
