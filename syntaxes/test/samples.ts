const prompt = `Hello ${user.name}, {{ order.id }} and {topic} <EMAIL_ADDRESS>`;
const single = "Hi {name}";
const record = { name };
const generic: Map<STRING, T> = new Map();
